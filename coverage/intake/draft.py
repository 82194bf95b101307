"""What a file and the command together say about an article before it is written."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from coverage import richtext
from coverage.intake.formats.document import Caption, Document, Note
from coverage.intake.identity import Identity, identity
from coverage.models import Article, Film
from legal.models import Proceeding


@dataclass(frozen=True)
class ImportOptions:
    """What the command was told about the files, beyond what they say themselves."""

    headline: str = ""
    outlet: str = ""
    url: str = ""
    published: date | None = None
    films: Sequence[Film] = ()
    proceedings: Sequence[Proceeding] = ()

    def as_json(self) -> dict:
        """Return the options as JSON, keyed by the names of the command's options."""
        return {
            "headline": self.headline,
            "outlet": self.outlet,
            "url": self.url,
            "published": str(self.published or ""),
            "film": sorted(film.slug for film in self.films),
            "proceeding": sorted(case.slug for case in self.proceedings),
        }


@dataclass
class Draft:
    """An article as it would be written. The command's options override what the file says."""

    document: Document
    import_options: ImportOptions
    path: str
    item: int = 1
    body: str = field(init=False)
    text: str = field(init=False)

    def __post_init__(self) -> None:
        self.body = richtext.sanitise(self.document.body)
        self.text = richtext.to_text(self.body)

    @property
    def published(self) -> date | None:
        return self.import_options.published or self.document.published

    @property
    def url(self) -> str:
        return self.import_options.url or self.document.url

    @property
    def outlet(self) -> str:
        return self.import_options.outlet or self.document.outlet

    @property
    def headline(self) -> str:
        """The headline, cut to the maximum length for an article; the notes keep all of it."""
        said = self.import_options.headline or self.document.headline
        longest = Article._meta.get_field("headline").max_length
        return said if len(said) <= longest else said[: longest - 1] + "…"

    @property
    def headline_is_proposed(self) -> bool:
        said = self.import_options.headline or self.document.headline
        return said != self.headline or (self.document.headline_is_proposed and not self.import_options.headline)

    @property
    def notes(self) -> str:
        """What an editor should know about the file, plus anything it says that has no field in an article."""
        document = self.document
        lines = [f"Line {note.line}: {note.message}" for note in document.notes if not self.answers(note)]
        lines += [f"Line {caption.line}: {_of_caption(caption)}" for caption in document.captions]
        return "\n".join([*lines, *self._leftovers])

    @property
    def kept_apart(self) -> list[str]:
        """The part of the notes that comes from the file itself, without line numbers."""
        return [*(_of_caption(caption) for caption in self.document.captions), *self._leftovers]

    @property
    def _leftovers(self) -> list[str]:
        subjects = self.document.subjects
        lines = [f"Subjects: {', '.join(subjects)}"] if subjects else []
        for label, name in (("Headline", "headline"), ("Deck", "deck"), ("Rights", "rights"), ("Language", "language")):
            said = getattr(self.document, name)
            if said and not fits(name, said):
                lines.append(f"{label}: {said}")
        return lines

    def answers(self, note: Note) -> bool:
        """Whether an option of the command supplies what the note says is missing."""
        return bool(
            (self.import_options.published and "--published" in note.message)
            or (self.import_options.headline and note.message.startswith("No headline"))
        )

    @cached_property
    def identity(self) -> Identity:
        """The article's identity; if a file has several articles, each one's place includes its own name."""
        own = self.document.outlet_id or self.document.url or (f"{self.item}" if self.item > 1 else "")
        return identity(
            outlet_id=self.document.outlet_id,
            outlet=self.outlet,
            url=self.url,
            text=self.text,
            place=f"{self.path}#{own}" if own else self.path,
        )


def fits(name: str, said: str) -> bool:
    """Whether `said` is short enough for that field of an article."""
    return len(said) <= Article._meta.get_field(name).max_length


def _of_caption(caption: Caption) -> str:
    """Return a caption as a line of the notes. Rewording it would make every caption look like a change in the file."""
    credit = f" [credit: {caption.credit}]" if caption.credit else ""
    address = f" [picture to fetch by hand: {caption.address}]" if caption.address else ""
    return f"{caption.text}{credit}{address}"
