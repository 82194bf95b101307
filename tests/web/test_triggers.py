"""After each migration the database has the triggers that the code asks for, each once, and no other of theirs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coverage.models import Article, ArticleFilm
from coverage.publication_dates import PUBLICATION_DATES
from coverage.search.index import SEARCH
from tests.factories import ArticleFactory, FilmFactory
from web.cache.edition import EDITION
from web.triggers import GROUPS, INSTALLED, Group, Trigger, after_migrating, before_migrating, install, remove

pytestmark = pytest.mark.django_db
FUNCTION = "CREATE FUNCTION {}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$"


def run(*statements: str) -> list[tuple]:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def installed() -> list[tuple]:
    return sorted(run(INSTALLED[connection.vendor]))


def named(prefix: str) -> list[str]:
    return [name for name, _, _ in installed() if name.startswith(prefix)]


def plant(name: str) -> None:
    """A trigger as an earlier version of the house may have left it."""
    if connection.vendor == "postgresql":
        run(FUNCTION.format(name), f"CREATE TRIGGER {name} AFTER INSERT ON coverage_film EXECUTE FUNCTION {name}()")
    else:
        run(f"CREATE TRIGGER {name} AFTER INSERT ON coverage_film BEGIN SELECT 1; END")


def group_of(*triggers: Trigger) -> Group:
    return Group("tried_out", lambda connection: triggers, lambda connection, missed: None)


def trigger(name: str, event: str = "AFTER INSERT") -> Trigger:
    in_postgresql = connection.vendor == "postgresql"
    action = f"EXECUTE FUNCTION {name}()" if in_postgresql else "BEGIN SELECT 1; END"
    needs = (FUNCTION.format(name).replace("CREATE", "CREATE OR REPLACE"),) if in_postgresql else ()
    return Trigger(name, "coverage_film", event, action, needs)


def test_it_has_every_trigger_that_is_asked_for_and_each_once():
    wanted = [(each.name, each.table) for group in GROUPS.values() for each in group.triggers(connection)]
    assert sorted(wanted) == [(name, table) for name, table, _ in installed()]
    assert set(GROUPS.values()) == {EDITION, PUBLICATION_DATES, SEARCH}
    assert all(named(group.prefix) for group in GROUPS.values())


@pytest.mark.parametrize("name", ["keeps_date_of_old", "coverage_search_of_old", "raises_edition_of_old"])
def test_it_drops_one_that_was_renamed(name):
    before = installed()
    plant(name)
    after_migrating(None, connection.alias)
    assert installed() == before
    if connection.vendor == "postgresql":
        assert (name,) not in run("SELECT proname FROM pg_proc WHERE prorettype = 'trigger'::regtype")


def test_it_leaves_alone_what_is_not_its_own():
    plant("somebody_else_s")
    after_migrating(None, connection.alias)
    assert named("somebody_else_s")


def test_it_installs_what_is_missing_and_what_has_changed():
    assert install(group_of(trigger("tried_out_one")), connection)
    assert not install(group_of(trigger("tried_out_one")), connection)
    before = installed()
    assert not install(group_of(trigger("tried_out_one", "AFTER DELETE")), connection)
    assert named("tried_out") == ["tried_out_one"] and installed() != before
    assert install(group_of(trigger("tried_out_one"), trigger("tried_out_two")), connection)
    assert named("tried_out") == ["tried_out_one", "tried_out_two"]
    remove(group_of(), connection)
    assert named("tried_out") == []


def test_it_touches_nothing_that_is_right():
    with CaptureQueriesContext(connection) as asked:
        assert not any(install(group, connection) for group in GROUPS.values())
    assert [query["sql"] for query in asked if " TRIGGER " in query["sql"] or "FUNCTION " in query["sql"]] == []


def test_it_takes_away_what_stands_in_the_way_of_a_migration():
    before_migrating(None, connection.alias, plan=[])
    assert named("publication_dates") and named("coverage_search")
    before_migrating(None, connection.alias, plan=[object()])
    assert not named("publication_dates") and named("raises_edition")
    assert bool(named("coverage_search")) == (connection.vendor == "postgresql")


def test_it_keeps_data_in_step_again_after_that():
    article = ArticleFactory(published=True)
    article.films.add(FilmFactory())
    before_migrating(None, connection.alias, plan=[object()])
    after_migrating(None, connection.alias)
    Article.objects.update(state="withdrawn", gone_because="A reason.")
    assert ArticleFilm.objects.get().published_at is None
