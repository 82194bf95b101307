"""ninjs 2 and 3: what the standard's names mean for an article, and JSON that is something else."""

import json
from datetime import date

import pytest

from coverage.intake.formats.document import Document, Note, Unreadable
from tests.samples.files import article, items, messages, raw, text_of

ITEM = {"uri": "tag:a", "headlines": [{"value": "A"}], "bodies": [{"value": "Words of it."}]}


def read(**told):
    return article(json.dumps(ITEM | told))


@pytest.mark.parametrize(
    ("told", "name", "value"),
    [
        ({"headlines": [{"role": "short", "value": "S"}, {"role": "main", "value": "M"}]}, "headline", "M"),
        ({"headlines": [{"role": "short", "value": "S"}, {"value": "N"}]}, "headline", "N"),
        ({"headlines": [{"value": "<b>It</b>&rsquo;s"}]}, "headline", "It’s"),
        ({"descriptions": [{"role": "summary", "value": "D"}]}, "deck", "D"),
        ({"by": "By Mo Vale and Ada Renn"}, "authors", ["Mo Vale", "Ada Renn"]),
        ({"by": "Mo Vale, Courts"}, "authors", ["Mo Vale, Courts"]),
        ({"people": [{"name": "Mo", "rel": "author"}, {"name": "Piet", "rel": "about"}]}, "authors", ["Mo"]),
        ({"infosources": [{"name": "The Wire", "role": "source"}]}, "outlet", "The Wire"),
        ({"infoSources": [{"name": "B"}, {"name": "C", "role": "originator"}]}, "outlet", "C"),
        ({"copyrightholder": "The Post"}, "outlet", "The Post"),
        ({"altids": [{"role": "canonical-url", "value": "https://a.example/x"}]}, "url", "https://a.example/x"),
        ({"altIds": [{"role": "slug", "value": "https://a.example/x"}]}, "url", ""),
        ({"copyrightNotice": "© P", "usageTerms": "None"}, "rights", "© P"),
        ({"usageterms": "None"}, "rights", "None"),
        ({"subjects": [{"name": "Film"}, {"uri": "x"}]}, "subjects", ["Film"]),
        (
            {"firstcreated": "2025-03-03T23:40:00-05:00", "versioncreated": "2025-03-09T00:00:00Z"},
            "published",
            date(2025, 3, 3),
        ),
        ({"versionCreated": "2025-03-09T00:00:00Z"}, "published", date(2025, 3, 9)),
        ({"uri": "tag:b"}, "outlet_id", "tag:b"),
        ({"language": "en-GB"}, "language", "en-GB"),
    ],
)
def test_it_reads_what_an_item_tells(told, name, value):
    assert getattr(read(**told), name) == value


@pytest.mark.parametrize(
    ("bodies", "made"),
    [
        ([{"value": "One.\n\nTwo & three."}], "<p>One.</p>\n<p>Two &amp; three.</p>"),
        ([{"value": "One.\nTwo."}], "<p>One.</p>\n<p>Two.</p>"),
        ([{"value": "<p>One.</p>"}], "<p>One.</p>"),
        ([{"contenttype": "text/plain", "value": "<p>One.</p>"}], "<p>&lt;p&gt;One.&lt;/p&gt;</p>"),
        (
            [
                {"contentType": "text/plain", "value": "No."},
                {"contentType": "text/html", "value": "<h2>A1</h2><p>Yes.</p>"},
            ],
            "<h2>A1</h2>\n<p>Yes.</p>",
        ),
        ([{"contenttype": "application/xhtml+xml", "value": "<p>One.<br/>Two.</p>"}], "<p>One.<br>Two.</p>"),
    ],
)
def test_it_takes_the_best_body(bodies, made):
    assert read(bodies=bodies).body == made


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"pubstatus": "withheld"}, "withholds it"),
        ({"embargoedUntil": "2025-03-10T06:00:00-05:00"}, "embargoed until 2025-03-10T06:00:00-05:00"),
        ({"representationtype": "partial"}, "only a part"),
        ({"ednote": "Call the judge."}, "“Call the judge.”"),
        ({"versioncreated": "2025-03-10T06:00:00Z"}, "only the date of this version"),
        ({"associations": [{"name": "a", "bodies": [{"value": "b"}]}]}, "not imported: 1"),
    ],
)
def test_it_tells_an_editor_what_the_item_warns_of(told, words):
    assert words in messages(read(**told))
    assert words not in messages(read(firstcreated="2025-03-03"))


def test_it_takes_pictures_at_their_largest():
    [caption] = article(raw("salt-ledger.ninjs.json")).captions
    assert caption.address == "https://courier.example/img/shaft.jpg"


def test_it_reads_a_list_and_an_object_a_line():
    two = [ITEM, ITEM | {"pubstatus": "canceled"}, ITEM | {"uri": "tag:b"}]
    for content in (json.dumps(two), "\n".join(map(json.dumps, two))):
        assert [type(item) for item in items(content)] == [Document, Unreadable, Document]


def test_it_names_the_line_of_a_broken_object_among_lines():
    found = items(f"{json.dumps(ITEM)}\n{{broken\n{json.dumps(ITEM)}\n")
    assert [type(item) for item in found] == [Document, Unreadable, Document]
    assert found[1].line == 2


def test_it_flags_the_lines_of_a_list_that_cannot_be_right():
    found = items(json.dumps([ITEM | {"by": "CafÃ©"}], ensure_ascii=False))
    assert isinstance(found[0], Note)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ('{"uri": "a",', r"broken: .*\(line 1, column 13\)"),
        ('{"uri": "a"\n "b": 1}', r"line 2, column 2"),
        ("[]", "no news item"),
        ('{"a": 1}', "neither “headlines” nor “bodies”"),
        ('{"uri": "a", "headline": "b"}', "ninjs 1"),
        ('{"uri": "a", "type": "text", "body_text": "b"}', "ninjs 1"),
        ('{"headlines": [], "bodies": []}', "no “uri”"),
        ('{"uri": "a", "bodies": [], "bodies": []}', "“bodies” twice"),
        ('{"uri": "a", "version": NaN}', "NaN is not JSON"),
        ('{"uri": "a", "type": "picture", "headlines": []}', "its type is “picture”"),
        ('{"uri": "a", "pubstatus": "canceled", "bodies": []}', "canceled it"),
        ('{"uri": "a", "bodies": [{"contenttype": "application/nitf+xml", "value": "b"}]}', "application/nitf"),
        ('{"uri": "a", "bodies": 7}', "no body"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_it_refuses_what_is_no_news_item(content, why):
    with pytest.raises(Unreadable, match=why):
        items(content)


def test_it_refuses_each_other_thing_in_a_list():
    found = items('[{"a": 1}, 7, "b"]')
    assert [str(item)[:6] for item in found] == ["Item 1", "Item 2", "Item 3"]


@pytest.mark.parametrize("value", ["\\u0000", "\\u001b", "\\ud800", "\\udfff"])
@pytest.mark.parametrize("name", ["headlines", "bodies"])
def test_it_refuses_escapes_that_are_no_characters(name, value):
    content = json.dumps(ITEM | {name: [{"value": "A HERE b"}]}).replace("HERE", value)
    [refusal] = items(content)
    assert isinstance(refusal, Unreadable)


def test_it_reads_a_huge_number():
    assert text_of(article(json.dumps(ITEM)[:-1] + ', "x": ' + "9" * 10_000 + "}")) == "Words of it."
