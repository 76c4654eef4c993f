"""What KTL and TITO files share: accounts in machine form, padded references, letters of the seven-bit age."""

from datetime import date
from functools import lru_cache
from typing import BinaryIO

from fordring.formats.banking.fixed_width import day_of, is_number
from fordring.formats.banking.model import BankAccountRef, Reference, ReferenceKind

CURRENCY = "EUR"

_MACHINE_FORM = 14
_CHUNK_BYTES = 1024 * 1024
_LETTERS = str.maketrans("{[}]|\\", "äÄåÅöÖ")
_FI00 = "151800"


def account_in(machine_form: str) -> BankAccountRef:
    """The account of 14 digits as its IBAN; anything else as it is (bank-files, sections 4 and 5)."""
    bare = machine_form.strip()
    if len(bare) != _MACHINE_FORM or not is_number(bare):
        return BankAccountRef(bare, "")
    return BankAccountRef(f"FI{98 - int(bare + _FI00) % 97:02}{bare}")


def reference_in(text: str) -> tuple[Reference, ...]:
    """The viitenumero without the zeros in front of it; zeros alone are none."""
    bare = text.strip().lstrip("0")
    return (Reference(ReferenceKind.SCOR, bare, "VIITE"),) if bare else ()


@lru_cache(maxsize=256)
def day_in(text: str) -> date | None:
    """The day in YYMMDD; None for one that is none."""
    try:
        return day_of(text[0:2], text[2:4], text[4:6])
    except ValueError:
        return None


def is_seven_bit(stream: BinaryIO) -> bool:
    """True when the whole stream is ASCII, so that braces and bars may stand for letters."""
    return all(chunk.isascii() for chunk in iter(lambda: stream.read(_CHUNK_BYTES), b""))


def with_letters(text: str) -> str:
    """Text of a file that is seven bits wide, its `{`, `[`, `}`, `]`, `|` and backslash made ä, Ä, å, Å, ö and Ö."""
    return text.translate(_LETTERS)
