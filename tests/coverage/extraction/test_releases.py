"""Sentences that date a film's release become proposals: of what kind, in what state, on which platform."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coverage.extraction.dates import FoundDate, find_dates
from coverage.extraction.quotes import find_quotes
from coverage.extraction.releases import DEFAULT_KIND, find_releases

DAY = date(2024, 3, 14)


def find(text, titles=()):
    quoted = [span for quote in find_quotes(text) for span in quote.spans]
    return find_releases(text, dates=find_dates(text, DAY), quoted=quoted, titles=titles, published=DAY)


def one(text, titles=()):
    found = find(text, titles)
    assert len(found) == 1, found
    return found[0]


# what is a release


@pytest.mark.parametrize(
    "text",
    [
        "The film premiered on May 2, 2023.",
        "The documentary was released in theaters on May 2, 2023.",
        "The series debuted on May 2, 2023.",
        "The movie opened in cinemas on May 2, 2023.",
        "The feature hit theaters on May 2, 2023.",
        "The docuseries aired on May 2, 2023.",
        "The trailer arrived on May 2, 2023.",
        "On May 2, 2023, the film was broadcast.",
    ],
)
def test_it_proposes_a_dated_release(text):
    assert one(text).value == "2023-05-02"


@pytest.mark.parametrize(
    "text",
    [
        "The film premiered to a full house.",
        "The film was shot on May 2, 2023.",
        "The report was released on May 2, 2023.",
        "The report was released on May 2, 2023, and it drew a crowd.",
        "Ottilie Lund, who made the film, was released from prison on May 2, 2023.",
        "Ottilie Lund, who made the film, was released on bail on May 2, 2023.",
        "It arrived on May 2, 2023.",
        "The train arrived on May 2, 2023.",
    ],
)
def test_it_proposes_nothing_without_a_film_its_release_and_a_date(text):
    assert find(text) == []


def test_it_knows_a_film_by_its_title():
    text = "“The Low Bridge” premiered on May 2, 2023."
    assert (find(text), len(find(text, ["The Low Bridge"]))) == ([], 1)


def test_it_knows_a_title_whatever_its_case():
    assert len(find("THE LOW BRIDGE premiered on May 2, 2023.", ["The Low Bridge"])) == 1


def test_it_takes_no_empty_title_for_a_film():
    assert find("The train arrived on May 2, 2023.", ["", " "]) == []


def test_it_reads_it_as_the_film_of_the_sentence_before():
    assert one("The film is done. It premieres on May 2, 2025.").value == "2025-05-02"


@pytest.mark.parametrize(
    "text", ["The train is late. It arrived on May 2, 2023.", "The film is done.\n\nIt arrived on May 2, 2023."]
)
def test_it_reads_it_as_no_film_where_none_was_named_before(text):
    assert find(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The film was not released on May 2, 2023.",
        "The film may be released on May 2, 2025.",
        "If the film is released on May 2, 2025, nobody will see it.",
        "The studio denied that the film would be released on May 2, 2025.",
        "The film was never released in theaters after May 2, 2023.",
        "The film wasn’t released on May 2, 2023.",
        "Was the film released on May 2, 2023?",
    ],
)
def test_it_proposes_nothing_that_is_denied_or_asked(text):
    assert find(text) == []


def test_it_takes_no_other_clause_for_a_denial():
    assert len(find("Lund did not see it, but the film premiered on May 2, 2023.")) == 1


# quotation marks


@pytest.mark.parametrize(
    "text",
    [
        "“The film premiered on May 2, 2023,” Ottilie Lund said.",
        "Of the film, Ottilie Lund said that it “premiered in silence” on May 2, 2023.",
        "The film premiered, Ottilie Lund said, “on May 2, 2023, in silence.”",
    ],
)
def test_it_proposes_nothing_from_inside_quotation_marks(text):
    assert find(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The film, “a slow river,” premiered on May 2, 2023.",
        "“It streamed from my eyes,” Ottilie Lund said of the film, which premiered on May 2, 2023.",
    ],
)
def test_it_proposes_what_stands_beside_a_quotation(text):
    assert one(text).value == "2023-05-02"


# dates


@pytest.mark.parametrize(
    ("words", "value"),
    [("in 2023", "2023"), ("in May 2023", "2023-05"), ("on May 2, 2023", "2023-05-02"), ("last month", "2024-02")],
)
def test_it_dates_no_more_precisely_than_the_text(words, value):
    assert one(f"The film premiered {words}.").value == value


@pytest.mark.parametrize(
    "text",
    [
        "The film, shot in June 2019 on a farm, premiered on May 2, 2023.",
        "The film premiered on May 2, 2023, after a fire in June 2019.",
        "On May 2, 2023, the film premiered, and in June 2024 its director retired.",
    ],
)
def test_it_takes_the_date_nearest_to_the_release(text):
    assert one(text).value == "2023-05-02"


def test_it_takes_no_date_from_another_sentence():
    assert find("It was May 2, 2023. The film premiered. On May 9, 2023, it rained.") == []


def test_it_points_at_the_sentence_and_the_date():
    text = "It rained. The film premiered on May 2, 2023. It rained."
    found = one(text)
    assert (text[slice(*found.span)], text[slice(*found.date)]) == (
        "The film premiered on May 2, 2023.",
        "May 2, 2023",
    )


@pytest.mark.parametrize(
    ("text", "releases"),
    [
        (
            "The film premiered at the Dunmore Festival on May 2, 2023, and will stream on Hulu from June 5, 2025.",
            [("2023-05-02", "festival", "released", ""), ("2025-06-05", "streaming", "announced", "Hulu")],
        ),
        (
            "The film, released on May 2, 2023, in theaters, will air on PBS on June 5, 2025.",
            [("2023-05-02", "theatrical", "released", ""), ("2025-06-05", "broadcast", "announced", "PBS")],
        ),
        (
            "The film hits theaters May 2, 2025, after premiering at Sundance in January 2024.",
            [("2025-05-02", "theatrical", "announced", ""), ("2024-01", "festival", "released", "")],
        ),
        (
            "The trailer arrived on May 2, 2023, ahead of the Hulu premiere on June 5, 2025.",
            [("2023-05-02", "trailer", "released", ""), ("2025-06-05", "streaming", "announced", "Hulu")],
        ),
    ],
)
def test_it_tells_two_releases_of_one_sentence_apart(text, releases):
    assert [(found.value, found.kind, found.state, found.platform) for found in find(text)] == releases


# kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The trailer was released on May 2, 2023.", "trailer"),
        ("The film premiered at the Dunmore Festival on May 2, 2023.", "festival"),
        ("The film premieres at Sundance on May 2, 2025.", "festival"),
        ("The film opened in theaters on May 2, 2023.", "theatrical"),
        ("The film had its theatrical premiere on May 2, 2023.", "theatrical"),
        ("The film was released on Hulu on May 2, 2023.", "streaming"),
        ("The film aired on PBS on May 2, 2023.", "broadcast"),
        ("The film aired on May 2, 2023.", "broadcast"),
        ("The film was streamed on May 2, 2023.", "streaming"),
        ("The film was released on Blu-ray on May 2, 2023.", "home"),
    ],
)
def test_it_tells_the_kind_of_release(text, kind):
    assert one(text).kind == kind


def test_it_has_a_default_kind_and_is_never_sure_of_it():
    found = one("The film premiered on May 2, 2023.")
    assert (found.kind, found.confidence) == (DEFAULT_KIND, "low")


# state


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("The film premiered on May 2, 2023.", "released"),
        ("The film was released on May 2, 2023.", "released"),
        ("The film, which opens with a fire, was released on May 2, 2023.", "released"),
        ("The film premieres on May 2, 2025.", "announced"),
        ("The film will be released on May 2, 2025.", "announced"),
        ("The studio said the film would be released on May 2, 2025.", "announced"),
        ("The premiere of the film is on May 2, 2025.", "announced"),
        ("The film is set to premiere on May 2, 2025.", "announced"),
        ("The film hits theaters on May 2, 2025.", "announced"),
        ("The film’s release was postponed to May 2, 2025.", "postponed"),
        ("The film’s release, set for May 2, 2025, was delayed.", "postponed"),
        ("The film’s release was moved from May 2, 2025.", "postponed"),
        ("The premiere of the film on May 2, 2025, was cancelled.", "cancelled"),
        ("The premiere of the film on May 2, 2025, was called off.", "cancelled"),
        ("Ottilie Lund moved to Dunmore, where her film premiered on May 2, 2023.", "released"),
    ],
)
def test_it_tells_the_state_of_a_release(text, state):
    assert one(text).state == state


# platform


@pytest.mark.parametrize("platform", ["Hulu", "Prime Video", "Disney+", "HBO Max", "Apple TV+", "Max", "PBS", "HBO"])
def test_it_finds_the_platform_in_the_sentence(platform):
    assert one(f"The film was released on {platform} on May 2, 2023.").platform == platform


def test_it_finds_the_platform_named_last_before():
    text = "Netflix made it first. Then Hulu bought the film. The film premiered on May 2, 2023. MUBI came later."
    assert one(text).platform == "Hulu"


def test_it_prefers_the_platform_of_the_sentence():
    assert one("Netflix bought the film. It premiered on Hulu on May 2, 2023.").platform == "Hulu"


@pytest.mark.parametrize(
    "text",
    [
        "The film premiered on May 2, 2023.",
        "The film premiered on May 2, 2023. Hulu came later.",
        "The film by Max Vale premiered on May 2, 2023.",
        "The film premiered to the max on May 2, 2023.",
        "The film premiered at the ABCD on May 2, 2023.",
    ],
)
def test_it_invents_no_platform(text):
    assert one(text).platform == ""


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        ("The film premiered on Hulu on May 2, 2023.", "high"),
        ("The film opened in theaters on May 2, 2023.", "high"),
        ("Hulu bought the film. The film premiered on May 2, 2023.", "low"),
        ("The film premiered on May 2, 2023.", "low"),
    ],
)
def test_it_is_sure_only_of_what_its_sentence_says(text, confidence):
    assert one(text).confidence == confidence


# any text

CHUNKS = ["The film ", "It ", "premiered ", "premieres ", "was released ", "on May 2, 2023", "in May ", "on Hulu ",
          ". ", "? ", "“", "”", ", ", "\n\n", "not ", "postponed ", "festival ", "’", "\u00a0", "é"]  # fmt: skip
TEXTS = st.lists(st.sampled_from(CHUNKS) | st.text(max_size=6), max_size=40).map("".join)


@given(TEXTS)
def test_it_points_into_the_text(text):
    for found in find(text):
        assert 0 <= found.span[0] <= found.date[0] < found.date[1] <= found.span[1] <= len(text)


@given(TEXTS)
def test_it_uses_the_words_of_the_release_model(text):
    for found in find(text):
        assert found.kind in {"trailer", "festival", "theatrical", "home", "streaming", "broadcast"}
        assert found.state in {"announced", "released", "postponed", "cancelled"}
        assert found.platform in text


def test_it_reads_a_long_text():
    sentence = "The film premiered on Hulu in May 2023, of all days. "
    text = "\n\n".join([sentence * 20] * (200_000 // (20 * len(sentence))))
    dates = [FoundDate(at, at + 8, "May 2023", "2023-05") for at in range(len(text)) if text.startswith("May 2023", at)]
    assert len(find_releases(text, dates=dates, quoted=[])) == len(dates)


def test_it_reads_a_long_sentence():
    text = "the film premiered on Hulu in May 2023 and " * 4_000
    dates = [FoundDate(at, at + 8, "May 2023", "2023-05") for at in range(len(text)) if text.startswith("May 2023", at)]
    assert len(find_releases(text, dates=dates, quoted=[])) == 1
