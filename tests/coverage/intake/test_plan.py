"""A plan says what would happen; applying it does exactly that, or nothing."""

import json

import pytest
from django.core.management import CommandError, call_command

from coverage.intake.planning import Plan, Report
from coverage.models import Article, Finding, ImportBatch, ImportRow
from tests.factories import FilmFactory

pytestmark = pytest.mark.django_db
TEXT = "Ada Lund said: “We never saw the bridge.”\n\nThe second paragraph is about something else."


@pytest.fixture
def plan(tmp_path, file, bring, capsys):
    """Write a folder of two files and plan it; gives the plan's path and a way to apply it."""
    file(TEXT, "in/a.txt")
    folder = file(f"{TEXT} More.", "in/b.txt").parent
    path = tmp_path / "plan.json"
    call_command("import_articles", str(folder), "--plan", str(path))
    capsys.readouterr()
    return path


def apply(plan):
    return call_command("import_articles", "--apply", str(plan))


def test_it_writes_a_plan_and_nothing_else(plan):
    said = json.loads(plan.read_text())
    assert [article["action"] for article in said["articles"]] == ["created", "created"]
    assert said["counts"]["created"] == 2 and said["batch"] is None
    assert said["articles"][0]["findings"] == {"people": 1, "quotes": 1, "developments": 0, "releases": 0}
    for model in (Article, ImportBatch, ImportRow, Finding):
        assert not model.objects.exists()


def test_it_does_what_the_plan_says(plan):
    apply(plan)
    assert Article.objects.count() == 2
    assert ImportBatch.objects.get().rows.filter(action="created").count() == 2


def test_it_keeps_what_the_command_was_told(tmp_path, file):
    film = FilmFactory()
    path = str(tmp_path / "plan.json")
    options = ["--outlet", "The Paper", "--published", "2025-01-02", "--film", film.slug]
    call_command("import_articles", str(file(TEXT)), "--plan", path, *options)
    apply(path)
    article = Article.objects.get()
    assert (article.outlet.name, str(article.first_published)) == ("The Paper", "2025-01-02")
    assert article.films.get() == film


def test_it_finishes_a_plan_that_was_broken_off(plan):
    call_command("import_articles", str(plan.parent / "in" / "a.txt"))
    apply(plan)
    assert Article.objects.count() == 2
    apply(plan)
    assert Article.objects.count() == 2


def test_it_refuses_because_the_plan_s_article_is_another_now(bring, file, tmp_path):
    bring(file(f"URL: https://paper.example/a\n\n{TEXT}"))
    path = tmp_path / "plan.json"
    call_command("import_articles", str(file(f"URL: https://paper.example/a\n\n{TEXT} More.")), "--plan", str(path))
    Article.objects.update(slug="another")
    with pytest.raises(CommandError, match="slug would be 'another' now"):
        apply(path)
    assert Article.objects.count() == 1


def test_it_plans_a_refusal_as_it_will_be(file, tmp_path):
    file("By: " + "x" * 200 + f"\n\n{TEXT}", "in/a.txt")
    folder = file(f"{TEXT} More.", "in/b.txt").parent
    path = tmp_path / "plan.json"
    for arguments in ([str(folder), "--plan", str(path)], ["--apply", str(path)]):
        with pytest.raises(SystemExit):
            call_command("import_articles", *arguments)
    assert Article.objects.count() == 1


def test_it_writes_no_plan_over_an_article(file):
    path = file(TEXT)
    with pytest.raises(CommandError, match="something else than a plan is there already"):
        call_command("import_articles", str(path), "--plan", str(path))
    assert path.read_text() == TEXT


def test_it_replaces_a_plan_only_by_a_whole_one(plan, file, monkeypatch):
    before = plan.read_text()
    monkeypatch.setattr(Report, "add", lambda *arguments: 1 / 0)
    path = file(TEXT)
    with pytest.raises(ZeroDivisionError):
        call_command("import_articles", str(path), "--plan", str(plan))
    assert plan.read_text() == before
    assert {each for each in plan.parent.iterdir() if each.is_file()} == {plan, path}


def test_it_takes_no_plan_for_an_article(bring, plan):
    report, status = bring(plan)
    assert (report["counts"]["left out"], status) == (1, 0)


def test_it_refuses_because_a_file_has_changed_and_imports_none(plan, file):
    file(f"{TEXT} Changed.", "in/b.txt")
    with pytest.raises(CommandError, match=r"b\.txt: the file has changed since the plan was made"):
        apply(plan)
    assert not Article.objects.exists()


def test_it_refuses_because_a_file_is_gone(plan):
    (plan.parent / "in" / "a.txt").unlink()
    with pytest.raises(CommandError, match="nothing was imported"):
        apply(plan)
    assert not Article.objects.exists()


def test_it_refuses_because_an_editor_has_worked_on_the_article(bring, file, tmp_path):
    bring(file(TEXT))
    path = tmp_path / "plan.json"
    call_command("import_articles", str(file(f"{TEXT} More.")), "--plan", str(path))
    assert json.loads(path.read_text())["articles"][0]["action"] == "updated"
    Article.objects.update(version=2)
    with pytest.raises(CommandError, match="action would be 'proposed' now"):
        apply(path)
    assert "More." not in Article.objects.get().text


def test_it_refuses_what_moves_on_between_the_check_and_the_writing(bring, file, tmp_path, monkeypatch, capsys):
    """An editor saves the draft while the plan is being applied."""
    bring(file(TEXT))
    path = tmp_path / "plan.json"
    call_command("import_articles", str(file(f"{TEXT} More.")), "--plan", str(path))
    before = Plan.moved_on

    def an_editor_is_faster(self, outcomes):
        yield from before(self, outcomes)
        Article.objects.update(version=2)

    monkeypatch.setattr(Plan, "moved_on", an_editor_is_faster)
    with pytest.raises(SystemExit):
        apply(path)
    assert "action would be 'proposed' now" in capsys.readouterr().out.replace("\n", " ")
    assert "More." not in Article.objects.get().text


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"kind": "another"}', '{"kind": "intercut import plan"}', "1", "null"]
)
def test_it_refuses_what_is_no_plan(tmp_path, text):
    path = tmp_path / "plan.json"
    path.write_text(text)
    with pytest.raises(CommandError, match="this is no plan"):
        apply(path)


@pytest.mark.parametrize(
    "change",
    [
        {"options": {"format": "none", "accept_changes": False, "again": False}},
        {"options": {"surprise": 1}},
        {"told": {}},
        {"articles": [{"path": "a", "item": 1}]},
        {"articles": 1},
    ],
)
def test_it_refuses_a_plan_that_somebody_has_changed(plan, change):
    plan.write_text(json.dumps({**json.loads(plan.read_text()), **change}))
    with pytest.raises(CommandError, match="or somebody has changed it"):
        apply(plan)


def test_it_refuses_a_plan_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match="cannot be opened"):
        apply(tmp_path / "none.json")


def test_it_refuses_a_plan_made_elsewhere(plan):
    said = json.loads(plan.read_text())
    plan.write_text(json.dumps({**said, "folder": "/elsewhere"}))
    with pytest.raises(CommandError, match="the plan was made in /elsewhere"):
        apply(plan)


@pytest.mark.parametrize("more", [["a.txt"], ["--outlet", "The Paper"], ["--again"], ["--plan", "p.json"]])
def test_it_takes_everything_from_the_plan(plan, more):
    with pytest.raises(CommandError, match="--apply takes everything from the plan"):
        call_command("import_articles", "--apply", str(plan), *more)


def test_it_says_where_a_plan_cannot_be_written(file, tmp_path):
    with pytest.raises(CommandError, match="the plan cannot be written there"):
        call_command("import_articles", str(file(TEXT)), "--plan", str(tmp_path / "none" / "plan.json"))


def test_it_plans_one_article_once_when_two_files_hold_it(file, tmp_path):
    file(TEXT, "in/a.txt")
    folder = file(TEXT, "in/b.txt").parent
    path = tmp_path / "plan.json"
    call_command("import_articles", str(folder), "--plan", str(path))
    assert [a["action"] for a in json.loads(path.read_text())["articles"]] == ["created", "unchanged"]
    apply(path)
    assert Article.objects.count() == 1


def test_it_asks_for_something_to_import():
    with pytest.raises(CommandError, match="Give a file or a folder"):
        call_command("import_articles")
