"""`standings` prints where every charge stands, for a film, a person or a case, by either clock."""

import json
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from legal.models import Development, Proceeding

pytestmark = pytest.mark.django_db


def rows(capsys, *options) -> dict[str, str]:
    call_command("standings", "--json", *options)
    found = json.loads(capsys.readouterr().out)["standings"]
    return {f"{row['case']}: {row['charge']}": row["sentence"] for row in found}


def test_it_prints_every_charge_of_a_film_s_cases(demo, capsys):
    call_command("standings", "--film", "last-take", "--as-of", "2024-03-07")
    out = capsys.readouterr().out
    assert "tampering with evidence, Hannah Gutierrez Reed: Found not guilty by a jury on March 6, 2024." in out
    assert out.count("\n") == 12  # five cases, seven charges


def test_it_tells_of_one_person_or_one_case_only(demo, capsys):
    assert set(rows(capsys, "--person", "alec-baldwin")) == {
        "state-v-baldwin-2023: involuntary manslaughter",
        "state-v-baldwin-2024: involuntary manslaughter",
    }
    assert len(rows(capsys, "--case", "state-v-gutierrez-reed")) == 2
    assert rows(capsys, "--person", "rachel-mason") == {}


def test_it_asks_what_was_known(demo, capsys):
    Development.objects.update(recorded_at=datetime(2024, 3, 6, 18, tzinfo=UTC))
    before = rows(capsys, "--case", "state-v-halls", "--known", "2024-03-06T10:59")
    after = rows(capsys, "--case", "state-v-halls", "--known", "2024-03-06T11:00")
    assert list(before.values()) == ["Nothing filed."]
    assert "Pleaded no contest" in next(iter(after.values()))


def test_it_tells_the_desk_more_than_readers(demo, capsys):
    Proceeding.objects.filter(slug="state-v-baldwin-2024").update(is_public=False)
    private = rows(capsys, "--case", "state-v-baldwin-2023")
    public = rows(capsys, "--case", "state-v-baldwin-2023", "--public")
    assert "filed again by grand jury indictment" in next(iter(private.values()))
    assert "filed again" not in next(iter(public.values())).replace("may be filed again", "")
    assert rows(capsys, "--case", "state-v-baldwin-2024", "--public") == {}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--film", "last"], "--film: there is no “last”. There are: last-take."),
        (["--case", "x"], "--case: there is no “x”. There are: baldwin-v-prosecutors,"),
        (["--person", "x"], "--person: there is no “x”. There are: alec-baldwin,"),
        (["--as-of", "soon"], "“soon” is not a day. Write it as 2024-03-06."),
        (["--known", "soon"], "“soon” is not a time. Write it as 2024-03-06T12:00."),
    ],
)
def test_it_says_what_there_is_instead(demo, options, message):
    with pytest.raises(CommandError) as error:
        call_command("standings", *options)
    assert message in str(error.value)


def test_it_says_so_when_there_is_nothing(db, capsys):
    call_command("standings")
    assert "There is no charge on record here." in capsys.readouterr().out
