import pytest

from coverage.extraction.quotes import find_quotes


def speakers(text):
    return [quote.speaker for quote in find_quotes(text)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“It is late,” said Orla Finch, a neighbor.", "Orla Finch"),
        ("“It is late,” Orla Finch, whose sister owns the mill, said.", "Orla Finch"),
        ("“It is late,” Orla Finch (R-Ohio) said Tuesday.", "Orla Finch"),
        ("“It is late,” scoffed Orla Finch.", "Orla Finch"),
        ("“It is late,” Finch went on.", "Finch"),
        ("“It is late,” a clerk in the room said.", "a clerk in the room"),
        ("“It is late,” according to a notice on the door.", "a notice on the door"),
        ("Orla Finch, one of the plaintiffs, said, “It is late.”", "Orla Finch"),
        ("In a letter to the court, prosecutor Orla Finch wrote: “It is late.”", "prosecutor Orla Finch"),
        ("Orla Finch in an interview said the hour was “late.”", "Orla Finch"),
        ("Finch said the mill was old but added, “It is ours.”", "Finch"),
        ("Finch sued the owner, saying that he was “a danger to the valley.”", "Finch"),
        ("After Pell criticized the mayor, Finch shot back, “It is ours.”", "Finch"),
        ("Finch declined to answer, with her lawyer saying, “It is over.”", "her lawyer"),
        ("The release notes that the film “took nine years.”", "The release"),
        ("Her new claims aside, Finch called the deal “a sham.”", "Finch"),
        ("Prosecutors accused the owner of “willful blindness.”", "Prosecutors"),
        ("The hour was “late,” Finch said.", "Finch"),
        ("Finch, citing “a lack of sleep,” said the panel should go home.", "Finch"),
        ("Orla Finch, The Mesa Courier: “A fine film.”", "Orla Finch"),
        ("“It is late,” said one neighbor involved in the search.", "one neighbor"),
        ("“It is late,” wrote another.", "another"),
        ("Another wrote, “It is late.”", "Another"),
        ("But, said Finch, “It is late.”", "Finch"),
        ("Finch answered Pell with, “It is late.” Pell wrote back.", "Finch"),
        ("In a note released Friday, Finch answered the mayor, saying: “It is late.”", "Finch"),
        ("“It is late,” Orla Finch, 30, of Tulsa, Okla., who saw it, said.", "Orla Finch"),
        ("Orla Finch, a clerk at a mill in Tulsa, Okla., said it was “late.”", "Orla Finch"),
        ("In Tulsa, Orla Finch, the head of a mill, told a neighbor that it was “late.”", "Orla Finch"),
        ("“It is late,” Mesa County press secretary Orla Finch said.", "Mesa County press secretary Orla Finch"),
        ("Finch doesn’t agree, and she wouldn’t stay, saying that it was “late.”", "Finch"),
        ("Finch, the maker of “Low Water,” said it was “late.”", "Finch"),
        ("As Finch, the author of “A Mill and a River,” put it, “It is late.”", "Finch"),
        ("“It is late,” said the ruling.", "the ruling"),
        ("Finch held up a sign saying “It Is Late.”", "a sign"),
        ("The film was called “a mess” by the Mesa Courier.", "the Mesa Courier"),
        ("Someone said it was “late.”", "Someone"),
        ("One sudden question asked how “late” it was.", "One sudden question"),
    ],
)
def test_it_finds_the_subject_of_the_words_of_attribution(text, speaker):
    assert speakers(text) == [speaker]


def test_it_tells_two_speakers_in_one_sentence_apart():
    assert speakers("Finch said it was “late,” and Pell said it was “early.”") == ["Finch", "Pell"]


def test_it_takes_the_sentence_before_for_a_quotation_that_stands_alone():
    assert speakers("Orla Finch disagreed. “It was early, and everybody knew it.”") == ["Orla Finch"]
    assert speakers("Orla Finch went on:\n\n“It was early, and everybody knew it.”") == ["Orla Finch"]


def test_it_goes_on_with_the_speaker_when_a_quotation_opens_its_sentence():
    text = "“It is late,” Finch said. “We go home before anybody can stop us,” which surprised nobody."
    assert speakers(text) == ["Finch"] and len(find_quotes(text)[0].spans) == 2


@pytest.mark.parametrize(
    "text",
    [
        "The book was named at the time as “a mess.”",
        "In the spring, battery was called “late.”",
    ],
)
def test_it_takes_no_thing_for_a_speaker(text):
    assert [speaker for speaker in speakers(text) if speaker] == []


def test_it_leaves_the_speaker_open_when_nothing_tells():
    [quote] = find_quotes("“I am totally committed to bringing this case back.”")
    assert (quote.speaker, quote.person, quote.cue, quote.confidence) == (None, None, None, "low")


def test_it_gives_the_offsets_of_the_speaker_and_the_cue():
    text = "Zoë sighed. “Enough is enough,” Orla Finch said."
    [quote] = find_quotes(text)
    assert text[quote.speaker_start : quote.speaker_end] == quote.speaker == "Orla Finch"
    assert text[quote.cue_start : quote.cue_end] == quote.cue == "said"


def test_it_reads_no_aside_in_brackets_as_the_attribution():
    text = "Finch (Pell called it “theft”) said, “It is ours.”"
    assert speakers(text) == ["Pell", "Finch"]
