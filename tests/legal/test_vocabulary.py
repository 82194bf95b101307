"""Every word of the record has a value that stays, words for readers, a definition, and a place in the glossary."""

import re
from collections import Counter

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from legal.glossary import GROUPS
from legal.models import Charge, Development, Hearing, Party, Proceeding, ProceedingLink, Source
from legal.standing.states import State
from legal.standing.steps import STEPS
from legal.vocabulary import CALLED_FOR, DETAILS, REQUIRED, DevelopmentKind, Manner, ProceedingKind, Stage, Word
from tests.factories import ProceedingFactory

LISTS = [words for words in Word.__subclasses__() if words.__module__.startswith("legal")]
TERMS = [term for words in LISTS for term in words]
IN_GLOSSARY = [entry for group in GROUPS for entry in group.entries]


def test_it_says_what_every_word_means_in_one_line():
    wrong = [
        f"{type(term).__name__}.{term.name}"
        for term in TERMS
        if not (term.label and re.fullmatch(r"[A-Z].*\.", term.definition))
    ]
    assert wrong == []


def test_it_uses_every_word_in_some_kind_of_proceeding():
    kinds = set(ProceedingKind)
    assert [term for term in TERMS if not term.proceedings or not term.proceedings <= kinds] == []


def test_it_has_every_word_in_the_glossary_once():
    entries = Counter((type(entry.word), entry.word) for entry in IN_GLOSSARY if type(entry.word) in LISTS)
    wanted = {(type(term), term) for term in TERMS if not isinstance(term, Stage)}
    assert {key for key, times in entries.items() if times != 1 and key in wanted} == set()
    assert wanted <= set(entries)


def test_it_groups_the_glossary_by_the_parts_of_a_case():
    assert {stage.label for stage in Stage} <= {group.title for group in GROUPS}


def test_it_gives_every_word_an_address_of_its_own():
    anchors = [entry.anchor for entry in IN_GLOSSARY] + [group.anchor for group in GROUPS]
    assert len(set(anchors)) == len(anchors)


def test_it_shows_the_glossary(client):
    page = client.get(reverse("glossary")).content.decode()
    for group in GROUPS:
        assert f'href="#{group.anchor}"' in page and f'id="{group.anchor}"' in page
    for entry in IN_GLOSSARY:
        assert f'id="{entry.anchor}"' in page
    assert "Prosecutors give the charge up; a court need not decide." in page


@pytest.mark.parametrize("name", ["cases", "case"])
@pytest.mark.django_db
def test_it_is_linked_from_the_cases(client, name):
    case = ProceedingFactory()
    address = reverse("cases") if name == "cases" else case.get_absolute_url()
    assert f'href="{reverse("glossary")}"' in client.get(address).content.decode()


@pytest.mark.django_db
def test_it_lets_no_case_take_the_glossary_s_address():
    case = ProceedingFactory(caption="Glossary")
    assert case.slug == "glossary-2"
    case.slug = "glossary"
    with pytest.raises(ValidationError, match="choose another one"):
        case.full_clean()


def test_it_has_a_step_for_every_kind():
    assert {kind for kind, _ in STEPS} == set(DevelopmentKind)


def test_it_has_no_step_into_a_state_of_another_kind_of_case():
    leading = [(kind, step.to) for (kind, _), step in STEPS.items() if step.to]
    assert [(kind, to) for kind, to in leading if not DevelopmentKind(kind).proceedings & to.proceedings] == []


@pytest.mark.parametrize("name", DETAILS)
def test_it_keeps_every_detail_on_the_development(name):
    assert Development._meta.get_field(name).blank
    assert CALLED_FOR[name] and set(REQUIRED.get(name, [])) <= set(CALLED_FOR[name])


def test_it_tells_which_details_a_kind_has_and_needs():
    assert DevelopmentKind.PLEADED.help.endswith(" It can say: plea (needed), lesser offense.")
    assert DevelopmentKind.ARRAIGNED.help == DevelopmentKind.ARRAIGNED.definition


def test_it_tells_every_manner_of_a_kind_that_is():
    assert {kind for manner in Manner for kind in manner.of} == set(CALLED_FOR["manner"])


@pytest.mark.parametrize("model", [Charge, Development, Hearing, Party, Proceeding, ProceedingLink, Source])
def test_it_has_room_for_every_value(model):
    fields = [field for field in model._meta.fields if field.choices and field.max_length]
    assert fields
    for field in fields:
        assert max(len(value) for value, _ in field.choices) <= field.max_length, field


def test_it_keeps_the_values_that_are_in_databases():
    """A value, once stored, is for ever; labels may change."""
    assert set(DevelopmentKind) >= set(
        "event announced declined charged filed cited amended enhancement_withdrawn arraigned answered contested "
        "pleaded plea_withdrawn motion_filed motion_granted motion_denied trial_began mistrial verdict judgment "
        "sentenced released sentence_completed nolle_prosequi dismissed settled appeal_noticed appeal_withdrawn "
        "appeal_dismissed affirmed reversed order other".split()
    )


def test_it_offers_every_kind_in_its_group():
    offered = [value for _, choices in DevelopmentKind.grouped() for value, _ in choices]
    assert sorted(offered) == sorted(DevelopmentKind)


def test_it_has_words_for_states_that_are_no_verdict():
    assert "acquitted" not in " ".join(state.label for state in State)
