"""The sample files, and small variations of them, for tests."""

import io
import zipfile
from pathlib import Path

from coverage import richtext
from coverage.intake.formats import reading
from coverage.intake.formats.document import Document

FOLDER = Path(__file__).resolve().parent
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WHOLE = sorted(path.name for path in FOLDER.glob("salt-ledger*"))


def raw(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


def items(content: bytes | str, name: str = "", *, accept_changes: bool = False) -> list:
    """What a file is read as, in the format that it has or that is forced."""
    content = content.encode() if isinstance(content, str) else content
    form = reading.FORMATS[name] if name else reading.detect(content)
    return list(reading.read(content, form, accept_changes=accept_changes))


def article(content: bytes | str, name: str = "", *, accept_changes: bool = False) -> Document:
    """The first article of a file."""
    found = items(content, name, accept_changes=accept_changes)
    return next(item for item in found if isinstance(item, Document))


def text_of(document: Document) -> str:
    """What stands in the article in the end."""
    return richtext.to_text(richtext.sanitise(document.body))


def messages(document: Document) -> str:
    return "\n".join(note.message for note in document.notes)


def docx(parts: dict[str, str | bytes] | None = None, *, body: str = "") -> bytes:
    """The sample Word file with some parts replaced; `body` is the XML of its paragraphs."""
    replaced = dict(parts or {})
    if body:
        replaced["word/document.xml"] = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    out = io.BytesIO()
    with (
        zipfile.ZipFile(FOLDER / "salt-ledger.docx") as sample,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in sample.namelist():
            made.writestr(name, replaced.pop(name, None) or sample.read(name))
        for name, content in replaced.items():
            made.writestr(name, content)
    return out.getvalue()


def paragraph(text: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
