"""A slip of the pen in a live text is fixed at once; whatever could be a fact needs a note to readers."""

import pytest

from coverage.slips import why_no_slip
from tests.desk_forms import save
from tests.factories import ArticleFactory, BylineFactory

NAMES = ["Pat Sample", "Maria Oakes"]
ALLOWED = [
    ("Teh film opens here.", "The film opens here."),
    ("The film is is out.", "The film is out."),
    ("They recieved it.", "They received it."),
    ("The camera crew were tired", "The camera crew were tired."),
    ("It was ,however, good.", "It was, however, good."),
    ("It is, however good.", "It is, however, good."),
    ("The set was quite.", "The set was quiet."),
    ("An producer came.", "A producer came."),
    ("The producers was there.", "The producers were there."),
    ("The crew have left.", "The crew has left."),
    ("Its over.", "It’s over."),
    ("The film lost it's way.", "The film lost its way."),
    ("They’re camera broke.", "Their camera broke."),
    ("A wellknown studio.", "A well-known studio."),
    ("A well known studio.", "A well-known studio."),
    ("The  film.", "The film."),
    ("The screening was succesful.", "The screening was successful."),
    ("An occassion for all of us.", "An occasion for all of us."),
    ("They went the premiere.", "They went to the premiere."),
    ("He spoke to to reporters.", "He spoke to reporters."),
    ("The cinematographr spoke.", "The cinematographer spoke."),
    ("The lightning department.", "The lighting department."),
    ("the crew spoke.", "The crew spoke."),
    ("The crew spoke. it was late.", "The crew spoke. It was late."),
    ("The pavillion burned.", "The pavilion burned."),
    ("The documentary,directed by a friend.", "The documentary, directed by a friend."),
    ("It seperates the crews.", "It separates the crews."),
    ("The director’s cut ; it runs long.", "The director’s cut; it runs long."),
    ("He works in the the studio.", "He works in the studio."),
    ("A freind wrote.", "A friend wrote."),
]
REFUSED = [
    ("It has 3 scenes.", "It has 4 scenes.", "a number"),
    ("It has three scenes.", "It has four scenes.", "a number"),
    ("All crew members left.", "Few crew members left.", "a number"),
    ("It cost 1,200 dollars.", "It cost 12,00 dollars.", "a number"),
    ("It opened in March.", "It opened in May.", "a date"),
    ("He left before the premiere.", "He left after the premiere.", "a date"),
    ("He came on Monday.", "He came on Tuesday.", "a date"),
    ("She came today.", "She came yesterday.", "a date"),
    ("It was made in 2021.", "It was made in 2022.", "a number"),
    ("He spoke to Baldwn.", "He spoke to Baldwin.", "a name"),
    ("Mr. Samples spoke.", "Mr. Sample spoke.", "a name"),
    ("Sampel spoke.", "Sample spoke.", "a name"),
    ("He is in santa Fe.", "He is in Santa Fe.", "a name"),
    ("Marie Oakes left.", "Maria Oakes left.", "a name"),
    ("She said, “We was there.”", "She said, “We were there.”", "a quotation"),
    ("She said we were there.", "She said “we were there.”", "a quotation"),
    ("He said, “No.”", "He said, “Now.”", "a quotation"),
    ("He was not there.", "He was there.", "a negation"),
    ("He was there.", "He was never there.", "a negation"),
    ("She didn't see it.", "She did see it.", "a negation"),
    ("He was charged.", "He was indicted.", "a legal term"),
    ("He allegedly ran.", "He ran.", "a legal term"),
    ("He was convicted.", "He was acquitted.", "a legal term"),
    ("The suit was settled.", "The suit was dismissed.", "a legal term"),
    ("He pleaded no contest.", "He pleaded guilty.", "a legal term"),
    ("He is there.", "He was there.", "replaces"),
    ("He may come.", "He will come.", "replaces"),
    ("The producer said so.", "The armorer said so.", "replaces"),
    ("He spoke of his mother.", "He spoke of her mother.", "replaces"),
    ("He went to the door.", "He went from the door.", "replaces"),
]
OPPOSITES = [
    "unloaded loaded",
    "unarmed armed",
    "legal illegal",
    "possible impossible",
    "increased decreased",
    "man woman",
    "woman women",
    "he she",
    "present absent",
    "north south",
    "unsafe safe",
    "proven unproven",
    "could would",
    "brother mother",
    "gun guns",
    "shot shoot",
]


@pytest.mark.parametrize(("before", "after"), ALLOWED)
def test_it_lets_a_slip_be_fixed(before, after):
    assert why_no_slip(before, after, NAMES) == []


@pytest.mark.parametrize(("before", "after", "why"), REFUSED)
def test_it_asks_for_a_note_when_it_could_be_a_fact(before, after, why):
    found = why_no_slip(before, after, NAMES)
    assert any(why in reason for reason in found), found


@pytest.mark.parametrize(("before", "after", "why"), REFUSED)
def test_it_asks_also_when_the_change_is_made_the_other_way(before, after, why):
    assert why_no_slip(after, before, NAMES)


@pytest.mark.parametrize("pair", OPPOSITES)
def test_it_takes_no_other_word_for_a_misspelled_one(pair):
    one, other = pair.split()
    assert why_no_slip(f"It was {one} then.", f"It was {other} then.")
    assert why_no_slip(f"It was {other} then.", f"It was {one} then.")


def test_it_is_quick_on_a_long_text():
    before = "\n".join(f"Paragraph {'recieve ' * 60}{number}." for number in range(200))
    assert "it changes a whole passage" in why_no_slip(before, before.replace("recieve", "receive"))
    assert why_no_slip(before, f"{before} Teh", []) != []


def test_it_asks_for_a_note_when_a_passage_is_rewritten():
    before = " ".join(["recieve"] * 13)
    assert why_no_slip(before, before.replace("recieve", "receive")) == ["it changes a whole passage"]


def test_it_has_sixty_pairs_half_of_them_allowed():
    assert len(set(ALLOWED)) == len(set(REFUSED)) == 30


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "is_saved"), [("<p>It opened in March.</p>", True), ("<p>It opened in May.</p>", False)]
)
def test_it_holds_in_the_form_of_a_live_article(desk, body, is_saved):
    article = BylineFactory(article=ArticleFactory(published=True, body="<p>It openend in March.</p>")).article
    page = save(desk, f"/admin/coverage/article/{article.pk}/change/", body=body, what_changed="nothing")
    assert page.status_code == (302 if is_saved else 200)
    article.refresh_from_db()
    assert (article.body == body) is is_saved
    assert is_saved or "Readers have to be told, because it changes a date" in page.content.decode()
