"""The same article is known again, however it comes; two articles are never taken for one."""

import pytest

from coverage.intake.identity import canonical, identity
from coverage.models import Article

ADDRESS = "https://paper.example/2025/02/a-story"
TEXT = "A plain text about a harbor.\n\nIt has two paragraphs, and that is all it has."


def of(outlet_id="", url="", text="one", place="a.txt", outlet=""):
    return identity(outlet_id=outlet_id, outlet=outlet, url=url, text=text, place=place)


@pytest.mark.parametrize(
    "again",
    [
        "http://paper.example/2025/02/a-story",
        "https://www.paper.example/2025/02/a-story",
        "HTTPS://Paper.Example/2025/02/a-story",
        "https://paper.example:443/2025/02/a-story",
        "https://paper.example/2025/02/a-story/",
        "https://paper.example/2025/02/a%2Dstory",
        "https://paper.example/2025/02/a-story?utm_source=feed&amp;utm_medium=rss",
        "https://paper.example/2025/02/a-story?fbclid=abc",
        "https://paper.example/2025/02/a-story?page=all",
        "https://paper.example/2025/02/a-story#comments",
        "https://paper.example/2025/02/a-story/amp/",
        " https://paper.example/2025/02/a-story ",
    ],
)
def test_it_knows_an_address_again(again):
    assert canonical(again) == canonical(ADDRESS)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (ADDRESS, "https://paper.example/2025/02/another-story"),
        (ADDRESS, "https://other.example/2025/02/a-story"),
        ("https://paper.example/?p=1", "https://paper.example/?p=2"),
        ("https://paper.example/story.php?nr=1", "https://paper.example/story.php?nr=2"),
        ("https://paper.example/story?id=1", "https://paper.example/story?id=2"),
        ("https://paper.example:8080/a", "https://paper.example/a"),
        ("https://paper.example/A", "https://paper.example/a"),
        ("https://paper.example/", "https://paper.example/a"),
    ],
)
def test_it_tells_addresses_apart(one, other):
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize("odd", ["", "not an address", "https://[", "https://a:b:c/", "javascript:alert(1)", "//"])
def test_it_takes_any_text_for_an_address(odd):
    assert isinstance(canonical(odd), str)


def test_it_believes_the_outlet_s_id_before_anything_else():
    assert of("guid:1", ADDRESS).same_as(of("guid:1", "https://paper.example/moved", text="two")) == 4
    assert not of("guid:1", ADDRESS).same_as(of("guid:2", ADDRESS))


def test_it_believes_the_address_before_the_text():
    assert of(url=ADDRESS).same_as(of(url=ADDRESS + "/", text="two")) == 3
    assert not of(url=ADDRESS).same_as(of(url="https://paper.example/b"))


def test_it_knows_the_text_where_nothing_else_is_said():
    assert of(place="a.txt").same_as(of(place="b.txt")) == 2
    assert of("guid:1", ADDRESS).same_as(of(place="b.txt")) == 2
    assert of(text="one").same_as(of(text="two")) == 1
    assert not of(text="one", place="a.txt").same_as(of(text="two", place="b.txt"))


def test_it_counts_a_bare_id_within_its_outlet():
    assert not of("12", outlet="The Paper").same_as(of("12", outlet="The Post"))
    assert of("12", outlet="The Paper").same_as(of("12", outlet="The Paper", text="two"))


def test_it_tells_long_addresses_apart_by_their_ends():
    long = "https://paper.example/" + "a" * 700
    assert of(url=long + "b").address != of(url=long + "c").address
    assert len(of(url=long).address) <= 600


# The same article, ten ways.


@pytest.fixture
def first(bring, file):
    report, _ = bring(file(TEXT), "--url", ADDRESS)
    assert report["counts"]["created"] == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "name", "url"),
    [
        (TEXT, "renamed.txt", ADDRESS),
        (TEXT, "moved/a.txt", ADDRESS),
        (TEXT, "a.txt", ADDRESS + "/"),
        (TEXT, "a.txt", ADDRESS.replace("https", "http")),
        (TEXT, "a.txt", ADDRESS.replace("//", "//www.")),
        (TEXT, "a.txt", ADDRESS + "?utm_source=a&amp;utm_medium=b"),
        (TEXT, "a.txt", ADDRESS + "?page=all#top"),
        ("\ufeff" + TEXT, "a.txt", ADDRESS),
        (TEXT.replace("\n", "\r\n"), "a.txt", ADDRESS),
        (TEXT + "\n\n\n", "b.txt", ADDRESS),
    ],
    ids="renamed moved slash http www tracking query bom crlf trailing-space".split(),
)
def test_it_makes_no_second_article_and_changes_nothing(bring, file, first, text, name, url):
    report, _ = bring(file(text, name), "--url", url)
    assert report["counts"]["unchanged"] == 1 and report["batch"] is None
    assert Article.objects.count() == 1


@pytest.mark.django_db
def test_it_knows_the_text_again_without_an_address(bring, file, first):
    bring(file(TEXT, "b.txt"))
    assert Article.objects.count() == 1


@pytest.mark.django_db
def test_it_makes_two_articles_of_two_addresses_with_one_text(bring, file, first):
    bring(file(TEXT, "b.txt"), "--url", "https://paper.example/2025/02/another-story")
    assert Article.objects.count() == 2


@pytest.mark.django_db
def test_it_does_not_update_one_article_in_turn_from_two_files(bring, file):
    head = f"URL: {ADDRESS}\n\n{TEXT}"
    one, other = file(head, "one.txt"), file(f"By: Mo Vale\n{head}", "other.txt")
    for path in (one, other):
        bring(path)
    for path in (one, other, one):
        assert bring(path)[0]["counts"]["unchanged"] == 1


@pytest.mark.django_db
def test_it_takes_the_same_text_once_in_one_run(bring, file):
    file(TEXT, "folder/a.txt")
    folder = file(TEXT, "folder/b.txt").parent
    report, status = bring(folder)
    assert (report["counts"]["created"], report["counts"]["unchanged"], status) == (1, 1, 0)
    message = report["articles"][1]["warnings"][-1]["message"]
    assert "the same text as" in message and "the first file counts" not in message
    assert bring(folder)[0]["batch"] is None


@pytest.mark.django_db
def test_it_says_which_of_two_files_with_one_text_counts(bring, file):
    file(f"By: Mo Vale\n\n{TEXT}", "folder/a.txt")
    folder = file(f"By: Cy Ott\n\n{TEXT}", "folder/b.txt").parent
    report, _ = bring(folder)
    assert "the first file counts" in report["articles"][1]["warnings"][-1]["message"]
    assert [byline.name for byline in Article.objects.get().bylines.all()] == ["Mo Vale"]


@pytest.mark.django_db
def test_it_lets_a_person_say_which_of_two_texts_of_one_address_is_right(bring, file):
    file(f"URL: {ADDRESS}\n\n{TEXT}", "folder/a.txt")
    folder = file(f"URL: {ADDRESS}/\n\n{TEXT} More.", "folder/b.txt").parent
    report, status = bring(folder)
    assert (report["counts"]["created"], report["counts"]["refused"], status) == (1, 1, 1)
    assert "the same address as" in report["articles"][1]["warnings"][0]["message"]


@pytest.mark.django_db
def test_it_knows_each_of_many_articles_with_one_text(bring, file):
    for number in range(60):
        folder = file(f"URL: https://n.example/{number}\n\nThis is for subscribers.", f"in/{number}.txt").parent
    assert bring(folder)[0]["counts"]["created"] == 60
    assert bring(folder)[0]["counts"]["unchanged"] == 60


@pytest.mark.django_db
def test_it_takes_another_story_in_the_same_place_for_another_article(bring, file):
    bring(file(TEXT, "today.txt"))
    report, _ = bring(file("Nothing here was in yesterday's story at all, not three words of it.", "today.txt"))
    assert report["counts"]["created"] == 1 and Article.objects.count() == 2


@pytest.mark.django_db
def test_it_overwrites_nothing_by_another_story_under_the_same_address(bring, file, first):
    report, _ = bring(file("Nothing here was in that story at all, not three words of it.", "b.txt"), "--url", ADDRESS)
    assert report["counts"]["proposed"] == 1
    assert "Look at both" in report["articles"][0]["warnings"][-1]["message"]
    assert Article.objects.get().text == TEXT


FEED = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
    <channel><title>N</title>{}</channel></rss>"""
ITEM = """<item><title>{0}</title>
    <content:encoded>&lt;p&gt;{0} one.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</content:encoded></item>"""


@pytest.mark.django_db
def test_it_keeps_articles_without_a_name_in_one_file_apart(bring, file):
    path = file(FEED.format("".join(map(ITEM.format, ("Ferry", "Harbor", "Bridge")))), "feed.xml")
    assert bring(path)[0]["counts"]["created"] == 3
    assert bring(path)[0]["counts"]["unchanged"] == 3


@pytest.mark.django_db
def test_it_takes_a_good_file_after_a_bad_one_of_the_same_text(bring, file):
    file("By: " + "x" * 200 + f"\n\n{TEXT}", "in/a.txt")
    folder = file(f"By: Mo Vale\n\n{TEXT}", "in/b.txt").parent
    counts = bring(folder)[0]["counts"]
    assert (counts["refused"], counts["created"]) == (1, 1)


@pytest.mark.django_db
def test_it_does_not_bring_back_a_draft_that_was_deleted_unless_told(bring, file):
    path = file(TEXT)
    bring(path)
    Article.objects.all().delete()
    report, status = bring(path)
    assert (report["counts"]["unchanged"], status) == (1, 0)
    assert "Use --again" in report["articles"][0]["warnings"][-1]["message"]
    assert bring(path, "--again")[0]["counts"]["created"] == 1
    assert bring(path)[0]["counts"]["unchanged"] == 1 and Article.objects.count() == 1
