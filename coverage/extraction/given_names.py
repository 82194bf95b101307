"""Common given names, and whether "he" or "she" is used for a person with that name."""

_MALE = """
aaron abdul abraham adam adrian ahmed al alan albert alec alejandro alex alexander alfred ali allan allen alvin amir
andre andrei andres andrew andy angelo anthony antonio armando arnold arthur barack barry ben benjamin bernard bernie
bill billy bob bobby brad bradley brandon brendan brent brett brian bruce bryan byron calvin cameron carl carlos
cedric cesar chad charles charlie chris christian christopher clarence clark clay clayton clifford clint clinton
cody colin connor corey craig curtis dale damon dan daniel danny darren darrell dave david dean dennis derek derrick
devin diego dmitri dominic don donald doug douglas duane dustin dwayne dwight earl eddie edgar eduardo edward edwin
eli elijah elliot emilio emmanuel enrique eric erik ernest ethan eugene evan felipe felix fernando floyd francis
francisco frank franklin fred frederick gabriel gareth garrett gary gavin gene geoffrey george gerald gerard gilbert
glen glenn gordon graham grant greg gregory guillermo gus guy hank harold harrison harry harvey hassan hector henry
herbert herman hiroshi howard hugh hugo ian ibrahim igor isaac ivan jack jacob jake jamal james jared jason javier
jay jeff jeffrey jeremiah jeremy jerome jerry jesse jesus jim jimmy joel joe joaquin joey john johnny jon jonathan
jordan jorge jose joseph josh joshua juan julian julio justin karl keith kelvin ken kenneth kenny kevin kirk kurt
kyle lance larry lawrence lee leo leon leonard leroy lester liam lloyd logan lorenzo louis lucas luis luke malcolm
manuel marc marcel marco marcus mario mark marlon marshall martin marvin mason mathew matt matthew maurice max
melvin michael miguel mike milton mitch mitchell mohamed mohammed morris moses nathan nathaniel neal neil nelson
nicholas nick noah noel norman oleg oliver omar orlando oscar otto owen pablo pat patrick paul pedro perry pete
peter phil philip phillip pierre preston quentin rafael ralph ramon randall randy raul ray raymond reggie reginald
rene ricardo richard rick ricky rob robbie robert roberto rodney roger roland ron ronald rory ross roy ruben rudy
russell ryan salvador sam samuel scott sean sebastian sergei sergio seth shane shaun shawn sidney simon spencer
stanley stefan stephen steve steven stewart stuart ted terrence terry theo theodore thomas tim timothy todd tom
tomas tommy tony travis trevor troy tyler vernon victor vincent amos anders arjun asher august axel basil bastian beau
benedict boris bram brock bryce caleb carter casper cedar chase
clive cole colton conrad cormac cyrus damian dante darius declan desmond dexter dimitri donovan dorian duncan edmund
elias elon emmett ephraim ernesto esteban ezra fabian fergus finn fletcher forrest foster fritz gideon giovanni
giuseppe grayson griffin gunnar hamish harlan hiro horace hunter idris ignacio iggy isaiah ismail ivo jasper jed
jens jonah josiah joss judah jude kai karim kenji kofi kwame lars leif leopold levi lionel lucian ludwig magnus
malik mateo matteo maxwell micah mikhail miles milo mohammad mustafa nestor nigel niklas nikolai nils olaf orson
osman oswald pascal percy piers quincy raj rashid reid rex rhys roman rufus rupert santiago saul seamus silas sven
tariq tate thaddeus thor tobias tristan ulysses vijay viktor vince vito woodrow yuri zachariah
virgil vladimir wade wallace walter warren wayne
wendell wesley wilbur will william willie winston xavier yusuf zachary zane
"""
_FEMALE = """
abby abigail ada adele adriana agnes aisha alana alexa alexandra alexis alice alicia alison allison alma alyssa
amanda amber amelia amy ana andrea angela angelica angelina anita ann anna anne annette annie april ariana arlene
ashley audrey barbara beatrice becky belinda bella bernadette bernice beth bethany betty beverly bianca bonnie brenda
briana bridget brittany brooke camille candace cara carla carmen carol carole caroline carolyn carrie cassandra
catherine cathy cecilia celeste celia charlene charlotte chelsea cheryl christina christine cindy claire clara
claudia colleen connie constance cora corinne courtney crystal cynthia daisy dana daniela danielle daphne darlene
dawn deanna debbie deborah debra deirdre delia denise diana diane dianne dolores donna dora doris dorothy edith
eileen elaine eleanor elena elise elizabeth ella ellen eloise elsa elsie emily emma erica erika erin esther ethel
eva eve evelyn fatima faye felicia fiona flora florence frances francine gabriela gabriella gail genevieve georgia
geraldine gina ginger gladys glenda gloria grace greta gretchen gwen gwendolyn hannah harriet hazel heather
heidi helen helena hilary hillary holly hope ida imani ingrid irene iris irina isabel isabella ivy jackie jacqueline
jamila jan jana jane janet janice jasmine jean jeanette jeanne jenna jennifer jenny jessica jill jo joan joann joanna
joanne josephine joy joyce juanita judith judy julia juliana julie june kara karen kari karin kate katherine kathleen
kathryn kathy katie katrina kay kayla keisha kelly kendra kim kimberly krista kristen kristin kristina lara latoya
laura lauren leah leila lena leslie leticia lila lillian lily linda lisa liz lois lola lorena loretta lori lorraine
louise lucia lucille lucy luisa lydia lynn mabel mackenzie madeleine madeline madison maggie mandy mara marcia
margaret margarita maria marian marianne marie marilyn marina marisa marjorie marlene martha mary maureen maxine maya
megan melanie melinda melissa mercedes meredith mia michelle mildred mina minerva miranda miriam molly mona monica
monique morgan muriel myra nadia nancy naomi natalia natalie natasha nellie nicole nina nora norma octavia olga
olivia opal oprah paige pam pamela patricia patty paula pauline pearl peggy penelope penny petra phoebe phyllis
priscilla priya rachel ramona raquel rebecca regina renata renee rhonda rita roberta robin rosa rosalie rose
rosemary ruby ruth sabrina sadie sally samantha sandra sara sarah selena serena shannon sharon shauna sheila shelby
shelley sherri sheryl shirley silvia simone sofia sonia sonya sophia sophie stacey stacy stella stephanie sue susan
susanna suzanne sylvia tabitha tamara tammy tanya tara tasha tatiana teresa tess tessa thelma theresa tiffany tina
tracy trina ursula valentina valerie vanessa vera verna veronica vicki vicky victoria viola violet virginia vivian
wanda wendy whitney wilma yolanda yvette yvonne zelda zoe
adelaide aimee alma amara amina anastasia anika anita anya astrid aurora beatrix blanche bree bryn camila carlotta
cassidy celine chantal chiara chloe claudette clementine constanza cordelia dahlia delphine dina dominique effie
eliza elodie elspeth emmanuelle esme esmeralda estelle eugenia evangeline fatou fern flavia freya frida gemma
georgina gillian giulia guadalupe gwyneth hana heloise henrietta hester hilda ilse imelda imogen indira ines inez
ingeborg
iona isadora isla jacinta jada jade jocelyn josefina justine kamala katya keira kirsten kristy leilani leonora lidia
lilian liv livia lorna lucinda luciana lupe magdalena malia marcela margot marguerite mariana marietta marisol
marla marlena marta matilda mavis maud melody mercy mila millicent minnie mireille nadine natalya nell nerys ngozi
nia nikki noelle odette ophelia ottoline paloma patrice perla philippa philomena pilar portia primrose prudence
rachael rafaela reina renata rhoda rosalind rosario roxanne rowena saoirse saskia savannah shirin sian sibyl sigrid
siobhan skye solange soledad solveig stefania sunita svetlana swati tamsin tatum theodora thea tilda ulrike uma una
vera vilma vita wilhelmina winifred xiomara yara yasmin yoko zadie zara zeynep
"""
# Used for both men and women, so the name alone does not settle "he" or "she."
_EITHER = """
addison alexis ariel aubrey avery bailey blair blake cameron carey casey charlie chris dakota dana devon drew dylan
emerson finley frankie harley hayden jackie jamie jan jean jess jessie jo jody jordan kelly kerry kim lee leslie lou
lynn mackenzie marion marlowe mason morgan noel nicky parker pat payton quinn reese riley robbie robin rory rowan ryan
sam
sandy shannon shawn sidney skyler stacy sydney taylor terry tony tracy val whitney
"""

EITHER = frozenset(_EITHER.split())
MALE = frozenset(_MALE.split()) - EITHER
FEMALE = frozenset(_FEMALE.split()) - EITHER
GIVEN_NAMES = MALE | FEMALE | EITHER


def pronoun_for(given: str) -> str:
    """ "he" or "she" for a folded given name that settles it, else ""."""
    return "he" if given in MALE else "she" if given in FEMALE else ""
