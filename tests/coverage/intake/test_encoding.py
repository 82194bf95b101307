"""From bytes to characters: kept as they are, or refused with a line, or flagged; never repaired."""

import codecs

import pytest

from coverage.intake.formats.document import Unreadable
from coverage.intake.formats.encoding import decode

WORDS = "“We kept it,” she said — the mine’s\u00a0own\u00adledger, Żółć.\nSecond line.\n"


def text(raw, declared=""):
    return decode(raw, declared)[0]


def notes(raw, declared=""):
    return [(note.line, note.message) for note in decode(raw, declared)[1]]


# which encoding


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_it_believes_a_byte_order_mark(mark, name):
    raw = mark + WORDS.encode(name)
    assert (text(raw), notes(raw)) == (WORDS, [])


def test_it_refuses_bytes_that_their_mark_denies():
    with pytest.raises(Unreadable, match="says it is UTF-16-LE") as refusal:
        decode(codecs.BOM_UTF16_LE + "a\nb".encode("utf-16-le") + b"\x00\xd8\x00")
    assert refusal.value.line == 2


def test_it_reads_utf_8_without_a_word():
    assert (text(WORDS.encode()), notes(WORDS.encode())) == (WORDS, [])


def test_it_prefers_utf_8_to_what_is_declared():
    assert text(WORDS.encode(), "windows-1252") == WORDS


@pytest.mark.parametrize("declared", ["windows-1252", "iso-8859-1", "ISO_8859-1", "us-ascii", "latin1"])
def test_it_reads_a_declared_encoding_as_browsers_do(declared):
    assert text("“Café”".encode("cp1252"), declared) == "“Café”"
    assert notes("“Café”".encode("cp1252"), declared) == []


def test_it_reads_a_declared_encoding_of_several_bytes():
    assert text("裁判所は訴えを退けた。".encode("shift_jis"), "Shift_JIS") == "裁判所は訴えを退けた。"


@pytest.mark.parametrize("declared", ["no-such-thing", "punycode", "unicode_escape", "rot13", "idna"])
def test_it_believes_no_declaration_that_rewrites_a_text(declared):
    assert text("The mine’s “own” ledger".encode("cp1252"), declared) == "The mine’s “own” ledger"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("He said, “No.” and left.", "cp1252"),
        ("The mine’s ledger", "cp1252"),
        ("Café naïve", "cp1252"),
        ("“Nein,” sagte Müller – so war das.", "cp1252"),
        ("The judge’s “order” was final… and it wasn’t", "cp1252"),
        ("L’été dernier, à Nîmes, le garçon a été jugé", "cp1252"),
        ("The judge’s “order” was final… and it wasn’t", "mac_roman"),
        ("Zażółć gęślą jaźń, powiedział sędzia w sądzie", "cp1250"),
        ("Суд решил дело вчера вечером, сказал судья", "koi8_r"),
    ],
)
def test_it_guesses_an_old_encoding_and_says_so(words, name):
    raw = f"First line.\n{words}\n".encode(name)
    assert text(raw) == f"First line.\n{words}\n"
    [(line, message)] = notes(raw)
    assert line == 2
    assert f"read as {name}" in message


def test_it_refuses_a_file_of_two_encodings_and_lists_the_lines():
    raw = "Café\n".encode() + "plain\n“curly”\n".encode("cp1252") + "naïve".encode("cp1252")
    with pytest.raises(Unreadable, match=r"0x93 is not UTF-8.*Lines to look at: 3, 4\.") as refusal:
        decode(raw)
    assert refusal.value.line == 3


def test_it_lists_ten_lines_and_counts_the_rest():
    with pytest.raises(Unreadable, match="9, 10, 11 and 2 more"):
        decode("é\n".encode() + b"\x93\n" * 12)


# what cannot be right


@pytest.mark.parametrize("wrong", ["â€œSalt", "mineâ€™s", "CafÃ©", "12Â£", "lost \ufffd word", "a \x93curly\x94 one"])
def test_it_flags_what_cannot_be_right_and_keeps_it(wrong):
    raw = f"Fine.\nAlso fine.\n{wrong}\n".encode()
    assert text(raw) == f"Fine.\nAlso fine.\n{wrong}\n"
    [(line, message)] = notes(raw)
    assert (line, "cannot be right" in message) == (3, True)


@pytest.mark.parametrize("right", ["Ã", "â", "São Paulo", "NÃO", "€ 5", "“Âge”", "crème brûlée", "\u200d\u00ad\u00a0"])
def test_it_flags_no_letter_that_may_be_right(right):
    assert notes(right.encode()) == []


def test_it_flags_ten_lines_and_counts_the_rest():
    found = notes("CafÃ©\n".encode() * 14)
    assert [line for line, _ in found] == list(range(1, 12))
    assert "4 more lines" in found[-1][1]


# line ends and control characters


def test_it_makes_every_line_s_end_the_same():
    assert text(b"a\r\nb\rc\n") == "a\nb\nc\n"


@pytest.mark.parametrize("character", ["\x01", "\x08", "\x0b", "\x0c", "\x1b", "\x7f"])
def test_it_refuses_a_control_character_with_its_line(character):
    with pytest.raises(Unreadable, match=f"U\\+{ord(character):04X}") as refusal:
        decode(f"a\nb{character}".encode())
    assert refusal.value.line == 2


def test_it_keeps_tabs():
    assert text(b"a\tb") == "a\tb"


# files that are no text


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"", "is empty"),
        (b" \n\t ", "is empty"),
        (b"%PDF-1.7", "a PDF.*Copy its text"),
        (b"{\\rtf1 x}", r"\.rtf.*save it as \.docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), r"\.doc\).*save it as \.docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\x89PNG\r\n", "picture"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"GIF89a", "picture"),
        (b"From: <Saved by a browser>\nMIME-Version: 1.0", "web archive.*Save the page as HTML"),
        (b"\x1f\x8b\x08", "gzip.*Unpack"),
        (b"PK\x03\x04", "zip file that is cut off"),
        (b"ab\x00\xff\x00\x80", "binary"),
    ],
)
def test_it_says_what_a_file_is_that_is_no_text(raw, what):
    with pytest.raises(Unreadable, match=what):
        decode(raw)
