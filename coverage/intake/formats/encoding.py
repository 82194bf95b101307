"""From bytes to characters that can be kept as they are."""

import codecs
import io
import re
import zipfile

from charset_normalizer import from_bytes

from coverage.intake.formats.document import NO_TEXT, Note, Unreadable

HEAD = 4096  # bytes that are looked at to tell what a file is
MOST_LINES = 10  # named in a message; what is beyond them is counted
BYTE_ORDER_MARKS = [  # UTF-32's little-endian mark begins with UTF-16's, so it is tried first
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
]
# What old newsroom files are written in. Short texts fit dozens of code pages no one used: those are not asked for.
# Where several fit equally well the first here is taken; Windows' own was by far the most usual one.
LIKELY = "cp1252 mac_roman cp1250 cp1251 cp1253 cp1254 koi8_r shift_jis euc_jp gb18030 big5 euc_kr".split()
# Declared names that are believed: no codec of Python's own (punycode, unicode_escape …) that rewrites a text.
DECLARABLE = re.compile(
    r"(?:utf-?(?:8|16|32)|iso|windows|cp|koi8|mac|shift|sjis|euc|gb|big5|latin|(?:us-)?ascii)", re.I
)
SEVERAL_BYTES = {"shift_jis", "cp932", "euc_jp", "gb2312", "gbk", "gb18030", "big5", "euc_kr", "cp949", "iso2022_jp"}
SURE = 1000  # non-ASCII bytes are not guessed at from more than this many kilobytes
NOT_TEXT = [  # how a file begins, what it is, and what to do with it
    (b"%PDF", "a PDF", "Copy its text into a text file, or import the page or the Word file it was made from."),
    (b"{\\rtf", "a Rich Text (.rtf) file", "Open it in Word and save it as .docx."),
    (b"\x89PNG", "a picture (PNG)", "Pictures are added at the desk."),
    (b"\xff\xd8\xff", "a picture (JPEG)", "Pictures are added at the desk."),
    (b"GIF8", "a picture (GIF)", "Pictures are added at the desk."),
    (b"II*\x00", "a picture (TIFF)", "Pictures are added at the desk."),
    (b"MM\x00*", "a picture (TIFF)", "Pictures are added at the desk."),
    (b"RIFF", "a picture, a sound or a film", "Only text is imported."),
    (b"\x1f\x8b", "a gzip file", "Unpack it first."),
    (b"BZh", "a bzip2 file", "Unpack it first."),
    (b"\xfd7zXZ", "an xz file", "Unpack it first."),
    (b"7z\xbc\xaf", "a 7-Zip file", "Unpack it first."),
    (b"Rar!", "a RAR file", "Unpack it first."),
    (b"SQLite format 3", "a database", "Export its articles first."),
    (b"\x7fELF", "a program", "Only text is imported."),
    (b"From: <Saved by", "a web archive (.mht)", "Save the page as HTML."),
    (b"bplist", "a property list or a Safari web archive", "Save the page as HTML."),
]
OLE, ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
INSIDE_ZIP = [  # a member, or the beginning of its name, and what the zip is
    ("xl/", "an Excel file", "Only text is imported: copy the article into a Word or text file."),
    ("ppt/", "a PowerPoint file", "Only text is imported: copy the article into a Word or text file."),
    ("META-INF/container.xml", "an e-book (EPUB)", "Import the Word file or the web page it was made from."),
    ("content.xml", "an OpenDocument file", "Open it and save it as .docx."),
]
# Characters that decode, but that no one wrote. They are kept as they are and shown to an editor.
MOJIBAKE = re.compile("â€[œ™˜“”¦\u0080-¿]?|Ã[\u0080-¿ƒŽžŸ†‡ˆ‰Š‹Œ‘’“”•–—™š›œ]|Â[\u00a0-¿]|â\u0080|ï¿½|ï»¿")
WRONG = "cannot be right"
LOST, C1 = "\ufffd", re.compile("[\x80-\x9f]")
SUSPECT = re.compile(f"{MOJIBAKE.pattern}|{LOST}|{C1.pattern}")


def decode(raw: bytes, declared: str = "") -> tuple[str, list[Note]]:
    """The text of a file with \\n at every line's end and nothing else changed, and what to tell an editor about it.

    Tried in this order: a byte order mark, UTF-8, the encoding `declared` in the file, a guess (with a note).
    Unreadable for a file that is no text, or of whose characters one cannot be sure.
    """
    refuse_other_files(raw)
    text, notes = _characters(raw, declared)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if control := NO_TEXT.search(text):
        message = f"A control character (U+{ord(control[0]):04X}) stands here: this is no plain text."
        raise Unreadable(f"{message} Delete it.", _line(text, control.start()))
    return text, notes + doubts(text)


def head(raw: bytes, most: int = HEAD) -> str:
    """The first characters of a file, roughly: enough to tell its format by."""
    start = raw[:most]
    for mark, name in BYTE_ORDER_MARKS:
        if start.startswith(mark):
            return start[len(mark) :].decode(name, "ignore")
    return start.decode("utf-8", "ignore")


def refuse_other_files(raw: bytes, *, packed: bool = False) -> None:
    """Unreadable, with what it is and what to do, for an empty file and for one that is no text.

    A zip is let through where the format is `packed`, as Word's is.
    """
    if not raw.strip():
        raise Unreadable("The file is empty.")
    for start, what, mend in NOT_TEXT:
        if raw.startswith(start):
            raise Unreadable(f"This is {what}, not an article. {mend}")
    if raw.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in raw:
            raise Unreadable("This Word file is locked with a password. Open it in Word and save it without one.")
        raise Unreadable("This is an old Office file (.doc). Open it in Word and save it as .docx.")
    if raw.startswith(ZIP) and not packed:
        raise Unreadable("This is {}. {}".format(*_what_zip(raw)))


def doubts(text: str) -> list[Note]:
    """A note for each line with characters that cannot be right, at most MOST_LINES and then how many more."""
    lines: dict[int, list[str]] = {}
    beyond: list[int] = []
    line, counted = 1, 0
    for found in SUSPECT.finditer(text):
        line, counted = line + text.count("\n", counted, found.start()), found.start()
        if line in lines or len(lines) < MOST_LINES:
            lines.setdefault(line, []).append(found[0])
        elif not beyond or beyond[-1] != line:
            beyond.append(line)
    notes = [Note(line, _doubt(found)) for line, found in lines.items()]
    return [*notes, Note(beyond[0], f"… and so on {len(beyond)} more lines.")] if beyond else notes


def _doubt(found: list[str]) -> str:
    shown = ", ".join(dict.fromkeys(_shown(each) for each in found))
    return f"{shown} {WRONG}: the file was once saved in a wrong encoding. Kept as it is; correct it by hand."


def _shown(characters: str) -> str:
    if characters == LOST or C1.fullmatch(characters):
        return f"U+{ord(characters):04X}"
    return "“" + C1.sub(lambda c: f"<U+{ord(c[0]):04X}>", characters) + "”"


def _characters(raw: bytes, declared: str) -> tuple[str, list[Note]]:
    for mark, name in BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            return _strictly(raw[len(mark) :], name), []
    try:
        return raw.decode("utf-8"), []
    except UnicodeDecodeError as error:
        if b"\x00" in raw[:HEAD]:
            raise Unreadable("This is a binary file, not a text.") from error
    name = _known(declared)
    if name not in SEVERAL_BYTES:
        _refuse_mixed(raw)
    if name:
        try:
            return raw.decode(name), []
        except ValueError:
            pass  # not what the file says it is: then it is guessed like any other
    return _guessed(raw)


def _known(declared: str) -> str:
    """Python's name of a declared encoding, "" for none; Latin-1 is read as Windows-1252, as browsers do (WHATWG)."""
    if not DECLARABLE.match(declared):
        return ""
    try:
        name = codecs.lookup(declared).name
    except LookupError:
        return ""
    return "cp1252" if name in ("iso8859-1", "ascii") else name


def _strictly(raw: bytes, name: str) -> str:
    try:
        return raw.decode(name)
    except UnicodeDecodeError as error:
        line = raw[: error.start].decode(name, "ignore").count("\n") + 1
        message = f"The file says it is {name.upper()}, but its bytes are not. Save it as UTF-8 and look at this line."
        raise Unreadable(message, line) from error


def _refuse_mixed(raw: bytes) -> None:
    """Two encodings in one file: anyone who guessed would break one half of it."""
    rescued = raw.decode("utf-8", "surrogateescape")
    bad = [number for number, line in enumerate(rescued.split("\n"), start=1) if re.search("[\udc80-\udcff]", line)]
    if len(re.findall("[^\x00-\x7f\udc80-\udcff]", rescued)) == 0:
        return
    byte = ord(re.search("[\udc80-\udcff]", rescued)[0]) - 0xDC00
    shown = ", ".join(map(str, bad[:MOST_LINES])) + (f" and {len(bad) - MOST_LINES} more" if bad[MOST_LINES:] else "")
    raise Unreadable(
        f"The byte 0x{byte:02x} is not UTF-8, but other characters of the file are. "
        f"Lines to look at: {shown}. Save the file as UTF-8.",
        bad[0],
    )


def _guessed(raw: bytes) -> tuple[str, list[Note]]:
    first = re.search(rb"[\x80-\xff]", raw)
    line = raw.count(b"\n", 0, first.start()) + 1
    matches = list(from_bytes(raw[: SURE * 1000], cp_isolation=LIKELY))
    if not matches:
        raise Unreadable(f"The byte 0x{first[0][0]:02x} is in no encoding we know. Save the file as UTF-8.", line)
    best = matches[0]
    equal = [match for match in matches if (match.chaos, match.coherence) == (best.chaos, best.coherence)]
    fitting = {name for match in equal for name in match.could_be_from_charset}
    name = next((name for name in LIKELY if name in fitting), best.encoding)
    message = f"Not UTF-8, and no encoding is declared: read as {name}. Check the letters, first on this line."
    return _strictly(raw, name), [Note(line, message)]


def _what_zip(raw: bytes) -> tuple[str, str]:
    try:
        names = zipfile.ZipFile(io.BytesIO(raw)).namelist()
    except Exception:
        return "a zip file that is cut off or broken", "Get the file again."
    for start, what, mend in INSIDE_ZIP:
        if any(name.startswith(start) for name in names):
            return what, mend
    return "a zip file", "Unpack it and import the files in it."


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
