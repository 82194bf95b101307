"""The forms behind the article's pages in the admin."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django_prose_editor.fields import ProseEditorFormField
from django_prose_editor.widgets import AdminProseEditorWidget

from coverage import richtext
from coverage.models import Article, Quote
from coverage.publishing import NOTES, READ, changed_for_readers, is_public
from coverage.slips import why_no_slip

EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
    "HardBreak": True,
    "Image": True,
    "Figure": True,
    "Caption": True,
    "History": True,
    "HTML": True,
    # No extension that changes what is typed: quotation marks stay as written.
}


UNCHANGED = "nothing"
CHANGES = [
    ("", "---------"),
    (UNCHANGED, "nothing of substance: a slip of the pen, the layout"),
    *((kind.value, f"{kind.label}, for readers") for kind in NOTES),
]


class ArticleForm(forms.ModelForm):
    """An article."""

    is_preview = False  # the admin says so: what is shown is not saved

    body = ProseEditorFormField(
        required=False,
        config={"extensions": EXTENSIONS},
        sanitize=richtext.sanitise,
        widget=AdminProseEditorWidget,
        preset="configurable",
    )
    what_changed = forms.ChoiceField(
        choices=CHANGES,
        required=False,
        help_text="Readers see the kind, time and note on the article, under Corrections and in feeds. "
        "A note can be published without changing the text. It is permanent: correct a mistake with another note.",
    )
    correction = forms.CharField(
        label="Note to readers",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 80}),
        help_text="What was wrong and what is right, in a sentence or two.",
    )

    class Meta:
        model = Article
        fields = "__all__"  # noqa: DJ007 (the admin's fieldsets say which)

    def clean(self):
        data = super().clean()
        if self.instance.pk is None:
            return data
        if self.instance.state == Article.State.PUBLISHED:
            self._check_published(data)
        if not self.is_preview:
            self._check_note(data)
        return data

    def _check_note(self, data: dict) -> None:
        """Published text changes only with a note to readers or the editor's statement that nothing of substance
        changed."""
        kind, note = data.get("what_changed", ""), data.get("correction", "").strip()
        changed = [name for name in self.changed_data if name != "body" or self._other_text(data)]
        if (kind or note) and not changed_for_readers(self.instance, {"body"}):
            self.add_error(
                "what_changed", "Readers cannot see this article, so there is nothing to tell them: leave it."
            )
        elif not kind and note:
            self.add_error("what_changed", "Choose what kind of note it is.")
        elif not kind and changed_for_readers(self.instance, changed):
            self.add_error(
                "what_changed", "Readers have read it as it was: tell them what changed, or choose “nothing”."
            )
        elif kind in NOTES and not note:
            self.add_error("correction", "Say what was wrong and what is right: readers see these words.")
        elif kind == UNCHANGED and note:
            self.add_error("correction", "Readers would not see this: choose a kind of note, or take it out.")
        elif kind == UNCHANGED and (reasons := self._more_than_a_slip(changed, data)):
            self.add_error("what_changed", f"Readers have to be told, because {'; '.join(reasons)}.")

    def _more_than_a_slip(self, changed: list[str], data: dict) -> list[str]:
        """Why the changes of what readers have read need a note; [] for slips of the pen."""
        names = self.instance.people.values_list("name", flat=True)
        reasons = []
        for name in READ & set(changed):
            if name == "picture":
                reasons.append("it changes the picture")
                continue
            before = self.instance.text if name == "body" else self.initial.get(name) or ""
            after = (
                richtext.to_text(richtext.sanitise(data.get("body") or "")) if name == "body" else data.get(name) or ""
            )
            reasons += why_no_slip(before, after, names)
        return list(dict.fromkeys(reasons))

    def _other_text(self, data: dict) -> bool:
        """Whether the words differ; the rich-text editor sometimes writes the same words in other tags."""
        return richtext.to_text(richtext.sanitise(data.get("body") or "")) != self.instance.text

    def _check_published(self, data: dict) -> None:
        """A public article must stay publishable."""
        if data.get("headline_is_proposed"):
            self.add_error("headline_is_proposed", "Readers see this headline already.")
        text = richtext.to_text(richtext.sanitise(data.get("body") or ""))
        if not text.strip():
            self.add_error("body", "Readers see this article: withdraw it instead of emptying it.")
            return
        kept = self.instance.quotes.exclude(pk__in=self._quotes_to_delete())
        for quote in (quote for quote in kept if not quote.stands_in(text)):
            self.add_error(
                "body",
                f"A quote would no longer stand in the text: {quote}. Check “Delete” on the quote, or use “Correct a "
                "misquote” beside it.",
            )

    def _quotes_to_delete(self) -> list[str]:
        """The keys of the quotes that are checked for deletion in the same form."""
        ticks = [name for name in self.data if name.startswith("quotes-") and name.endswith("-DELETE")]
        keys = [self.data.get(name.replace("-DELETE", "-id"), "") for name in ticks]
        return [key for key in keys if key.isdecimal()]


class QuoteForm(forms.ModelForm):
    """A quote of an article. The words of a new one are pasted and must stand in the text, exactly and once."""

    words = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 50}),
        help_text="New quote: the exact words from the text, without quotation marks; one line for each span.",
    )

    class Meta:
        model = Quote
        fields = ["speaker", "source_name", "attribution", "medium", "said"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["words"].disabled = True
            self.initial["words"] = self.instance.text
            self.fields["words"].help_text = self._about_the_words()

    def _about_the_words(self) -> str:
        """Where they are and, for a quote that readers see, how to correct them."""
        where = f"Position in the text: {self.instance.anchor_state}."
        if not is_public(self.instance.article):
            return where
        address = reverse("admin:coverage_article_misquote", args=[self.instance.article_id, self.instance.pk])
        return format_html('{} <a href="{}">Correct a misquote…</a>', where, address)

    def clean(self):
        data = super().clean()
        if not data.get("speaker") and not data.get("source_name"):
            self.add_error("speaker", "Choose who speaks, or name the document.")
        if self.instance.pk is None and not self.errors:
            self._anchor(data["article"], data.get("words", ""))
        return data

    def _anchor(self, article: Article, words: str) -> None:
        """Anchor the words in the text that is saved with them."""
        text = richtext.to_text(richtext.sanitise(article.body))
        parts = [part for part in words.splitlines() if part.strip()]
        if not parts:
            self.add_error("words", "Paste the words that were said.")
        spans = []
        for part in parts:
            if text.count(part) != 1:
                how_often = "does not stand" if part not in text else "stands more than once"
                self.add_error("words", f"“{part[:60]}” {how_often} in the text. Paste it character for character.")
                return
            spans.append((text.index(part), text.index(part) + len(part)))
        if spans:
            self.instance.anchor(text, spans)


class MisquoteForm(forms.Form):
    """The right words of a quote, a field for each of its parts, and what readers are told."""

    before = forms.CharField(widget=forms.HiddenInput, strip=False)  # the words on the screen
    note = forms.CharField(
        label="Correction for readers",
        widget=forms.Textarea(attrs={"rows": 3, "cols": 80}),
        help_text="What was wrong and what is right. It appears above the article, under Corrections and in feeds.",
    )

    def __init__(self, *args, quote: Quote, **kwargs):
        super().__init__(*args, initial={"before": quote.text}, **kwargs)
        for number, part in enumerate(quote.parts):
            self.fields[f"words_{number}"] = forms.CharField(
                label="The right words" if len(quote.parts) == 1 else f"The right words, part {number + 1}",
                initial=part,
                strip=False,
                widget=forms.Textarea(attrs={"rows": 2, "cols": 80}),
                help_text="Verbatim, without quotation marks.",
            )
        self.order_fields([*(name for name in self.fields if name.startswith("words_")), "note"])

    @property
    def words(self) -> list[str]:
        parts = [value for name, value in self.cleaned_data.items() if name.startswith("words_")]
        return [part.replace("\r\n", "\n") for part in parts]


class MoveForm(forms.Form):
    """The form behind a change of state."""

    at = forms.SplitDateTimeField(
        label="Publish at",
        required=False,
        help_text="Leave blank to publish now.",
        widget=forms.SplitDateTimeWidget(
            date_attrs={"type": "date", "aria-label": "Day"}, time_attrs={"type": "time", "aria-label": "Time"}
        ),
    )
    because = forms.CharField(
        label="Reason", required=False, max_length=300, help_text="Readers who open its address see this."
    )

    read = forms.CharField(widget=forms.HiddenInput, required=False)  # the digest of the article on the screen

    NEEDS = {"publish": "at", "withdraw": "because", "retract": "because"}

    def clean_at(self):
        at = self.cleaned_data["at"]
        if at and at < timezone.now():
            raise ValidationError("That time has passed. Leave it empty to publish now.")
        return at

    def __init__(self, *args, move: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields = {name: field for name, field in self.fields.items() if name in (self.NEEDS.get(move), "read")}
        self.fields["read"].required = move in ("clear", "approve")
        if "because" in self.fields:
            self.fields["because"].required = True
        if "at" in self.fields:
            zone = timezone.get_current_timezone_name()
            self.fields["at"].help_text = f"In the time zone {zone}. Leave blank to publish now."
