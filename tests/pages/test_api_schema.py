"""The API keeps to its own description: schemathesis asks it everything that allows, and what it does not."""

import io
from contextlib import redirect_stderr

import pytest
import schemathesis
from django.core import signals
from django.core.management import call_command
from django.db import close_old_connections, transaction
from schemathesis.config import SchemathesisConfig

from config.wsgi import application
from coverage.demo.load import load

CONFIG = {
    # The same requests at each run; a NUL is in no address.
    "generation": {"max-examples": 12, "deterministic": True, "allow-x00": False},
    # A filter names what is there by its address: no schema can list those, so a text that fits may yet be refused.
    "checks": {"positive_data_acceptance": {"expected-statuses": ["200", "400", "404"]}},
}
ADDRESS = "/api/v1/openapi.json"
schema = schemathesis.openapi.from_wsgi(ADDRESS, application, config=SchemathesisConfig.from_dict(CONFIG))


@pytest.fixture(scope="module")
def story(django_db_setup, django_db_blocker):
    """The demo story, once for all requests: none of them writes, and none may close our transaction's connection."""
    ends = (signals.request_started, signals.request_finished)
    for end in ends:
        end.disconnect(close_old_connections)
    with django_db_blocker.unblock(), transaction.atomic():
        load()
        yield
        transaction.set_rollback(True)
    for end in ends:
        end.connect(close_old_connections)


@pytest.mark.postgresql_only  # it refuses more than SQLite does: a NUL, a number too large
@schema.parametrize()
def test_it_answers_as_it_says(case, story):
    case.call_and_validate()


def test_it_is_described_without_a_warning(tmp_path):
    said = io.StringIO()
    with redirect_stderr(said):
        call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(tmp_path / "openapi.yaml"))
    assert said.getvalue() == ""


@pytest.mark.django_db
def test_it_describes_every_field_and_parameter_it_has(client):
    """Each list with its page parameters, each thing with words, each error as a problem."""
    description = client.get("/api/v1/openapi.json").json()
    assert description["openapi"].startswith("3.1")
    for path, methods in description["paths"].items():
        [method] = methods
        assert method == "get" and methods["get"]["summary"] and methods["get"]["description"], path
        errors = {code: told for code, told in methods["get"]["responses"].items() if code[0] == "4"}
        assert {"404", "406", "429"} <= set(errors)
        assert all(list(told["content"]) == ["application/problem+json"] for told in errors.values()), path
    listed = description["paths"]["/api/v1/articles/"]["get"]["parameters"]
    assert {"film", "case", "person", "outlet", "since", "until", "kind", "after", "limit"} == {
        p["name"] for p in listed
    }
