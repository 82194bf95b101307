"""Dates as Americans write them are understood at the desk, or refused with the form to use. None is cut."""

import pytest
from django import forms

from dates.fields import PartialDateFormField
from dates.value import from_words


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("January 15, 2027", "2027-01-15"),
        ("Jan 15, 2027", "2027-01-15"),
        ("Jan. 15 2027", "2027-01-15"),
        ("Sept. 3rd, 2026", "2026-09-03"),
        ("may 2024", "2024-05"),
        ("2024-05-06", "2024-05-06"),
    ],
)
def test_it_understands_a_date_in_words(typed, iso):
    assert from_words(typed) == iso
    assert str(PartialDateFormField().clean(typed)) == iso


@pytest.mark.parametrize(
    "typed", ["1/15/2027", "15.1.2027", "Janus 15, 2027", "January 32, 2027", "15 January", "soon"]
)
def test_it_refuses_others_and_names_the_form(typed):
    with pytest.raises(forms.ValidationError) as refused:
        PartialDateFormField().clean(typed)
    assert "Write" in refused.value.messages[0] or "calendar" in refused.value.messages[0]


def test_it_cuts_nothing_that_is_pasted():
    assert "maxlength" not in str(PartialDateFormField().get_bound_field(forms.Form(), "day"))
