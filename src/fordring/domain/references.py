"""Payment references: Norwegian KID, Swedish OCR, Finnish viitenumero and ISO 11649 (RF).

One is issued from a running number, read from what a payer wrote, and checked by what its bank agreement says.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from stdnum import luhn
from stdnum.iso7064 import mod_97_10

from fordring.domain.errors import FieldProblem, InvalidCommandError, ReferenceSpaceExhaustedError


class Scheme(StrEnum):
    """The kinds of payment reference: a country's own, or RF where it has none."""

    KID = "kid"
    OCR = "ocr"
    VIITENUMERO = "viitenumero"
    RF = "rf"


class Level(StrEnum):
    """How a Swedish bank checks an OCR reference. All but SOFT refuse a payment whose reference is wrong."""

    SOFT = "soft"
    CHECK_DIGIT = "check_digit"
    LENGTH_DIGIT = "length_digit"
    FIXED_LENGTH = "fixed_length"


@dataclass(frozen=True, slots=True)
class ReferenceAgreement:
    """What one bank account's agreement says of its references.

    `length` counts the whole reference with its check characters; 0 leaves it open. `other_lengths` are accepted too,
    never issued. `modulus` (10 or 11) is a KID's, `level` an OCR's. Raises InvalidCommandError for what no bank offers.
    """

    scheme: Scheme
    length: int = 0
    modulus: int = 10
    level: Level = Level.CHECK_DIGIT
    other_lengths: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        problems = tuple(_agreement_problems(self))
        if problems:
            raise InvalidCommandError(*problems)


@dataclass(frozen=True, slots=True)
class _Shape:
    """The least digits a reference carries before its check characters, its longest form, and what it is made of."""

    body_min: int
    longest: int
    pattern: re.Pattern[str]


_SHAPES = {
    Scheme.KID: _Shape(1, 25, re.compile(r"[0-9]+[0-9-]")),
    Scheme.OCR: _Shape(1, 25, re.compile(r"[0-9]+")),
    Scheme.VIITENUMERO: _Shape(3, 20, re.compile(r"[1-9][0-9]+")),
    Scheme.RF: _Shape(1, 25, re.compile(r"RF[0-9]{2}[0-9A-Z]+")),
}
_MACHINE_DIGITS = 20
_FREE_TEXT_MIN = 4
_DASHES = str.maketrans("\u2010\u2011\u2012\u2013\u2212", "-----")
_WORD = re.compile(r"[0-9]+(?:-(?![0-9A-Za-z]))?|[A-Za-z]+")


def largest_number(agreement: ReferenceAgreement) -> int:
    """The last running number the agreement has a reference for."""
    digits_max = (agreement.length or _SHAPES[agreement.scheme].longest) - _check_length(agreement)
    return int(10**digits_max) - 1 - _offset(agreement)


def issue_reference(agreement: ReferenceAgreement, number: int) -> str:
    """The reference of a running number from 1 to `largest_number(agreement)`, in normalised form; two never share one.

    A KID of fixed length is filled with zeros. The others never begin with one, since Finnish banks drop leading zeros:
    a fixed length (and every viitenumero, which has three digits at least) counts from 1000… instead.
    Raises ReferenceSpaceExhaustedError beyond the largest number, ValueError below 1.
    """
    if number < 1:
        raise ValueError("running numbers begin at 1")
    largest = largest_number(agreement)
    if number > largest:
        raise ReferenceSpaceExhaustedError(number, largest)
    digits = str(_offset(agreement) + number)
    return _complete(agreement, digits.zfill(agreement.length - _check_length(agreement)))


def creditor_reference(body: str) -> str:
    """The RF reference around letters and digits, for instance a viitenumero (ISO 11649: 1234561 is RF341234561)."""
    return f"RF{mod_97_10.calc_check_digits(body + 'RF')}{body}"


def normalise(text: str, scheme: Scheme | None = None) -> str:
    """A reference without spaces, in capitals, its dash a hyphen; a viitenumero also without leading zeros."""
    compact = "".join(text.split()).upper().translate(_DASHES)
    return compact.lstrip("0") if scheme is Scheme.VIITENUMERO else compact


def check_holds(agreement: ReferenceAgreement, text: str) -> bool:
    """Whether the reference has its scheme's form and its check characters (and length digit) are right.

    Every wrong single digit is caught in all four schemes. Two neighbours exchanged are always caught by modulus 11
    and by RF, by modulus 10 unless they are 0 and 9, by a viitenumero (7, 3, 1) unless they differ by 5.
    """
    reference = normalise(text, agreement.scheme)
    shape = _SHAPES[agreement.scheme]
    overhead = _check_length(agreement)
    if not shape.body_min + overhead <= len(reference) <= shape.longest or not shape.pattern.fullmatch(reference):
        return False
    body = reference[overhead:] if agreement.scheme is Scheme.RF else reference[:-overhead]
    return _complete(agreement, body) == reference


def is_valid(agreement: ReferenceAgreement, text: str) -> bool:
    """Whether the bank lets a payment with this reference through, as written or as printed.

    A soft OCR agreement lets any 2 to 25 digits through; `check_holds` says whether to warn.
    """
    reference = normalise(text, agreement.scheme)
    if not _length_fits(agreement, reference):
        return False
    if agreement.scheme is Scheme.OCR and agreement.level is Level.SOFT:
        return 2 <= len(reference) <= 25 and _SHAPES[Scheme.OCR].pattern.fullmatch(reference) is not None
    return check_holds(agreement, reference)


def printed(agreement: ReferenceAgreement, text: str) -> str:
    """The reference as a payer reads it: a viitenumero in fives from the right, RF in fours, the others unbroken."""
    reference = normalise(text, agreement.scheme)
    if agreement.scheme is Scheme.VIITENUMERO:
        return _grouped(reference[::-1], 5)[::-1]
    return _grouped(reference, 4) if agreement.scheme is Scheme.RF else reference


def machine_form(viitenumero: str) -> str:
    """A viitenumero as Finnish bank files carry it: 20 digits, zeros in front."""
    return normalise(viitenumero, Scheme.VIITENUMERO).zfill(_MACHINE_DIGITS)


def candidates_in(text: str, agreement: ReferenceAgreement | None = None) -> tuple[str, ...]:
    """References found in free text by their check characters, normalised, in reading order, each once.

    Groups of digits with only spaces between are read together and apart. Without an agreement every scheme is tried.
    One number in ten passes by chance, so a candidate is a question to the open claims, not yet an answer; what is
    shorter than four characters and not of the agreed length is left out.
    """
    found: dict[str, None] = {}
    for joined in _joined_words(text):
        for each in (agreement,) if agreement else _EVERY_SCHEME:
            reference = normalise(joined, each.scheme)
            long_enough = each.length or len(reference) >= _FREE_TEXT_MIN
            if long_enough and _length_fits(each, reference) and check_holds(each, reference):
                found.setdefault(reference)
    return tuple(found)


def _joined_words(text: str) -> Iterator[str]:
    """Each word that can begin a reference, alone and with the words that follow it after nothing but spaces."""
    words = list(_WORD.finditer(text.translate(_DASHES)))
    for first, word in enumerate(words):
        joined = word.group().upper()
        if joined[0].isalpha() and not joined.startswith("RF"):
            continue
        yield joined
        end = word.end()
        for following in words[first + 1 : first + 25]:
            joined += following.group()
            if text[end : following.start()].strip() or len(joined) > 25:
                break
            yield joined
            end = following.end()


def _grouped(text: str, size: int) -> str:
    return " ".join(text[start : start + size] for start in range(0, len(text), size))


def _length_fits(agreement: ReferenceAgreement, reference: str) -> bool:
    return not agreement.length or len(reference) in {agreement.length, *agreement.other_lengths}


def _offset(agreement: ReferenceAgreement) -> int:
    """What is added to a running number, so that a reference has its length without a leading zero."""
    shape = _SHAPES[agreement.scheme]
    digits = agreement.length - _check_length(agreement) if agreement.length else shape.body_min
    return 0 if agreement.scheme is Scheme.KID or digits == 1 else int(10 ** (digits - 1))


def _check_length(agreement: ReferenceAgreement) -> int:
    """How many characters are not the running number: `RF` and two digits, length and check digit, or a check digit."""
    if agreement.scheme is Scheme.RF:
        return 4
    return 2 if agreement.scheme is Scheme.OCR and agreement.level is Level.LENGTH_DIGIT else 1


def _complete(agreement: ReferenceAgreement, body: str) -> str:
    """The body with its check characters."""
    if agreement.scheme is Scheme.RF:
        return creditor_reference(body)
    if agreement.scheme is Scheme.VIITENUMERO:
        return body + _check_731(body)
    if agreement.scheme is Scheme.KID and agreement.modulus == 11:
        return body + _check_mod11(body)
    if agreement.scheme is Scheme.OCR and agreement.level is Level.LENGTH_DIGIT:
        body += str((len(body) + 2) % 10)
    return body + str(luhn.calc_check_digit(body))


def _check_mod11(body: str) -> str:
    """Weights 2 to 7 from the right, over and over; 11 less the remainder, 10 written `-` (Nets OCR giro, page 15)."""
    remainder = sum((2 + place % 6) * int(digit) for place, digit in enumerate(reversed(body))) % 11
    return "0123456789-"[-remainder % 11]


def _check_731(body: str) -> str:
    """Weights 7, 3, 1 from the right; what lacks to the next ten (Finnish bank reference number)."""
    return str(-sum((7, 3, 1)[place % 3] * int(digit) for place, digit in enumerate(reversed(body))) % 10)


def _agreement_problems(agreement: ReferenceAgreement) -> Iterator[FieldProblem]:
    shape = _SHAPES[agreement.scheme]
    shortest = shape.body_min + _check_length(agreement)
    for length in (agreement.length, *agreement.other_lengths):
        if length and not shortest <= length <= shape.longest:
            message = f"a {agreement.scheme} reference has {shortest} to {shape.longest} characters, not {length}"
            yield FieldProblem("length", message)
    if agreement.scheme is Scheme.KID and agreement.modulus not in {10, 11}:
        yield FieldProblem("modulus", "a KID is checked by modulus 10 or 11")
    if agreement.scheme is Scheme.OCR and agreement.level is Level.FIXED_LENGTH and not agreement.length:
        yield FieldProblem("length", "the bank checks the length, so it must be known")
    if agreement.other_lengths and not agreement.length:
        yield FieldProblem("other_lengths", "other lengths are accepted beside the one that is issued")


_EVERY_SCHEME = (
    ReferenceAgreement(Scheme.KID),
    ReferenceAgreement(Scheme.KID, modulus=11),
    ReferenceAgreement(Scheme.VIITENUMERO),
    ReferenceAgreement(Scheme.RF),
)
