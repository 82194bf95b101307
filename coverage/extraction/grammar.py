"""Word classes, as tables, and the one-letter tags used to read clauses.

Tags: N capitalized word, n other word, S possessive, P pronoun, R relative pronoun, D determiner, M number, V verb of
saying, G the same in -ing, v other finite verb, e word in -ed, x auxiliary, A adverb, F "of"/"for", O other
preposition, T "to", C conjunction, B subordinator, W day or month, K "according to", Q a quotation. Punctuation marks
stand for themselves, with dashes as "-".
"""

_REGULAR = """
    accuse acknowledge add address admit advise affirm agree allege announce answer apologize appeal argue ask
    assert assure aver bark beg bemoan blame boast brag caution challenge charge chide chuckle claim clarify comment
    complain concede conclude concur condemn confess confide confirm contend continue counter criticize cry declare
    decry demand denounce deny deride describe detail disclose dismiss dub echo elaborate emphasize exclaim explain
    express exult fume gripe guess gush highlight hint howl implore imply indicate inform inquire insist instruct
    interject invoke joke jeer label lament laugh lash lecture lie link maintain marvel mention mock moan mumble
    murmur mutter muse note object observe offer opine order plead pledge point pray predict preach proclaim
    promise pronounce propose protest prod quip question quote rail reason reassert reassure rebut recall recite
    reckon recommend recount refer reflect reiterate relate remark remember remind repeat reply report request
    respond retort reveal roar rule scoff scold scream scrawl shout shriek sigh slam snap sneer specify speculate
    state stress suggest surmise taunt tease testify theorize thunder tout trumpet tweet urge vent venture volunteer
    voice vow wail warn warrant whisper wonder worry yell chant declaim deadpan crow blog instagram praise hail
    decide
    """.split()
_IRREGULAR = """
say says said saying|tell tells told telling|write writes wrote written writing|call calls called calling
read reads reading|think thinks thought thinking|believe believes believed believing|feel feels felt feeling
find finds found finding|rewrite rewrote|retweet retweets retweeted retweeting
swear swears swore swearing
posts posted posting|pressed pressing|emailed emailing|texted texting
sing sings sang singing|hear hears heard hearing|speak speaks spoke speaking|spell spells spelled spelling
"""


def _inflected(verb: str) -> list[str]:
    """Return a regular verb's forms: base, third person, past, -ing."""
    if verb.endswith("e"):
        return [verb, verb + "s", verb + "d", verb[:-1] + "ing"]
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    sibilant = verb.endswith(("s", "sh", "ch", "x"))
    doubled = (
        verb + verb[-1] if verb in ("admit", "brag", "snap", "slam", "quip", "prod", "refer", "dub", "rebut") else verb
    )
    return [verb, verb + ("es" if sibilant else "s"), doubled + "ed", doubled + "ing"]


_SPOKEN = [form for verb in _REGULAR for form in _inflected(verb)] + _IRREGULAR.replace("|", " ").split()
SAYING = frozenset(form for form in _SPOKEN if not form.endswith("ing"))
SAYING_ING = frozenset(form for form in _SPOKEN if form.endswith("ing"))

# Verbs that always introduce a quotation, whatever its grammar.
PLAIN_SAYING = frozenset(
    """
        say says said tell tells told write writes wrote add adds added ask asks asked reply replies replied explain
        explained explains state states stated tweet tweeted tweets testify testified testifies argue argued argues
        note noted notes insist insisted insists warn warned warns declare declared declares announce announced
        continued continues recalled recalls joked quipped respond responded responds answer answered answers
        concluded concludes admitted shouted yelled called calls call described describes posted
        """.split()
)

_CLASSES = {
    "x": """is are was were be been being am has have had do does did will would can could may might shall should must
        isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't couldn't shouldn't
        cannot he's she's it's they're we're i'm""",
    "v": """got gets get gave gives give took takes take made makes make came comes come saw sees see ran runs run
        brought brings bring left leaves leave met meets won wins lost loses stood stands stand sat sits fell falls kept
        keeps keep led leads lead paid pays sent sends set sets spent broke breaks built bought caught chose chooses cut
        cuts drew draws drove fought fights flew forgot grew grows hit hits laid let lets rose sought seeks seek sold
        shot showed shows show struck sued sues taught threw throws understood wore supports support wants want likes
        needs includes include seems appears became becomes become remains tries try plans faces opens opposes
        hopes go goes went puts put knows knew began begins holds held finds found
        turns turn looks look helps help works work uses use plays play follows cites cite dismisses won lives reflects
        lays sees sounds shows invites embraces promotes targets compares
        shook nodded rang sang slid swore shrugged smiled sighed""",
    "P": "he she they it i we you someone somebody everyone everybody anyone anybody nobody",
    "R": "who which that whose whom",
    "D": """the a an his her their its our my your this these those another some many several most all both each every
        no any""",
    "M": "one two three four five six seven eight nine ten dozens",
    "F": "of for",
    "O": """in on at from with by about into over under against among between through during without within across
        behind beyond near toward towards upon amid despite like via outside inside around throughout alongside""",
    "T": "to",
    "C": "and or but nor",
    "B": """when while as if because after before since although though whether where how why what
        until once than unless so""",
    "A": """also later then again still now yet even just never not always already recently today yesterday tomorrow
        instead once twice too there here first last soon often sometimes repeatedly further afterward afterwards
        tonight maybe perhaps rather quite very only further ago meanwhile otherwise however""",
    "W": """monday tuesday wednesday thursday friday saturday sunday january february april june july august september
        october november december jan feb mar apr jun jul aug sep sept oct nov dec""",
    "K": "according",
}
TAGS = {word: tag for tag, words in _CLASSES.items() for word in words.split()}
TAGS |= dict.fromkeys(SAYING, "V") | dict.fromkeys(SAYING_ING, "G")

# Verbs of saying that are just as often nouns; they are nouns after a determiner, a possessive or a preposition.
NOUN_OR_VERB = frozenset(
    """
        address addresses appeal appeals answer answers blame call calls challenge challenges charge charges claim
        claims comment comments concern complaint demand demands detail details find finds guess hail hint hints
        joke joke jokes link links label labels lie lies laugh mention moan note notes object objects offer offers
        order orders plea point points post posts praise pledge promise promises protest protests question
        questions quote quotes reason reasons remark remarks reply report reports request requests rule rules shout
        state states stress text texts think thought tweet tweets voice voices vow warrant warrants worry worries
        email emails chant chants whisper hold read read felt feel feels go hear echo counter retort retorts
        """.split()
)

MALE = frozenset(
    """
        he him his himself mr sir lord man father brother son husband king prince congressman businessman spokesman
        chairman
        """.split()
)
FEMALE = frozenset(
    """
        she her hers herself mrs ms miss dame lady woman mother sister daughter wife queen princess congresswoman
        businesswoman spokeswoman chairwoman
        """.split()
)

# Documents that "say" things, with no named person behind the words.
DOCUMENTS = frozenset(
    """
        release complaint lawsuit suit filing filings motion brief indictment affidavit report statement letter
        order ruling opinion petition document documents memo memorandum email e-mail message article editorial book
        ad advertisement website site post tweet caption headline sign banner poster transcript records record
        warrant law statute contract agreement subpoena film documentary trailer synopsis logline page account
        notice appeal declaration testimony verdict form plea sentence headlines
        """.split()
)

# Determiners that refer to people when a verb follows: "some chanted".
PRONOMINAL = frozenset("another others some many most several all both one few".split())

BEING = frozenset("is are was were be been being".split())

# Things that carry written words: "a sign reading".
CARRIERS = frozenset(
    """
        sign signs banner banners placard placards poster posters shirt shirts t-shirt t-shirts hat hats cap caps button
        buttons sticker stickers plaque note caption
        """.split()
)

# Nouns for people by what they do, which can name a speaker without a name.
ROLES = frozenset(
    """
        judge justice magistrate lawyer lawyers attorney attorneys prosecutor prosecutors defendant defendants
        plaintiff plaintiffs defense prosecution court jury juror jurors witness sheriff police officer officers
        detective investigator investigators official officials spokesman spokeswoman spokesperson spokespeople
        director filmmaker producer producers actor actress cinematographer writer author editor reporter reporters
        journalist critic critics analyst analysts strategist professor president chairman chairwoman chief
        executive governor senator congressman congresswoman mayor candidate aide aides adviser advisor supporters
        supporter voters campaign company studio network distributor family parents mother father wife husband
        brother sister son daughter friend friends colleague colleagues victim clerk counsel expert experts armorer
        superintendent agency department office secretary minister coach doctor nurse teacher student students owner
        manager founder union board council commission committee group organization state government team man woman
        people authorities leader leaders moderator host anchor pollster consultant activist activists economist
        historian
        """.split()
)
# The roles above that are a group of people rather than one person.
BODIES = frozenset(
    """
        defense prosecution court jury jurors police authorities campaign company studio network distributor family
        agency department office union board council commission committee group organization state government team
        people officials reporters parents supporters voters critics lawyers attorneys prosecutors plaintiffs
        investigators officers analysts friends colleagues experts students leaders spokespeople aides
        """.split()
)
SPEAKING_NOUNS = ROLES | DOCUMENTS

TIMES = frozenset(
    """
        week month year weekend night morning afternoon evening summer spring fall winter
        """.split()
)

NOT_ADVERBS = frozenset(
    ["family", "reply", "supply", "ally", "rally", "assembly", "bully", "monopoly", "anomaly", "july", "italy"]
)
