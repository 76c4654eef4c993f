"""Numbers and addresses that name an organisation, a person or an account, checked but never refused for a wrong digit.

The public examples use invented numbers, so a wrong one is kept as given with a sentence that says what is wrong.
"""

import re
from dataclasses import dataclass

from stdnum import iban as iban_rules
from stdnum import luhn
from stdnum.fi import hetu, ytunnus
from stdnum.no import fodselsnummer, kontonr, orgnr

_SEPARATORS = re.compile(r"[\s.\-]")
_PHONE = re.compile(r"\+?[0-9]{5,15}")
_LABEL = r"[^\W_](?:[\w\-]{0,61}[^\W_])?"
_EMAIL = re.compile(rf"[^\s@<>()\[\],;:\"\\]{{1,64}}@(?:{_LABEL}\.)+{_LABEL}")
_EMAIL_LENGTH_MAX = 254
_SWEDISH_PERSON = re.compile(r"(?:[0-9]{2})?([0-9]{6})[-+]?([0-9]{4})")


@dataclass(frozen=True, slots=True)
class Checked:
    """A number as it was given, without separators, and what is wrong with it in sentences fit to be shown.

    Without warnings the number follows its rules; with any it may be printed, but never routes an e-invoice or money.
    """

    given: str
    compact: str
    warnings: tuple[str, ...] = ()


def organisation_number(text: str, country: str) -> Checked:
    """The register number of a company: 9 digits in Norway, 10 in Sweden (a sole trader's is personal), 8 in Finland.

    A VAT number of the country (`NO … MVA`, `SE…01`, `FI…`) is read as the organisation number within it.
    """
    compact = _SEPARATORS.sub("", text).upper()
    if country == "NO":
        compact = compact.removeprefix("NO").removesuffix("MVA")
        return _judged(text, compact, "Norwegian organisation number", 9, holds=orgnr.is_valid(compact))
    if country == "SE":
        compact = compact[2:-2] if compact.startswith("SE") else compact
        compact = compact[2:] if len(compact) == 12 else compact
        return _judged(text, compact, "Swedish organisation number", 10, holds=luhn.is_valid(compact))
    if country == "FI":
        compact = compact.removeprefix("FI")
        return _judged(text, compact, "Finnish organisation number", 8, holds=ytunnus.is_valid(compact))
    return Checked(text, compact, (f"organisation numbers of {country} cannot be checked here",))


def person_number(text: str, country: str) -> Checked:
    """A person's number, by form and check characters alone; no warning repeats the number.

    D-numbers, H-numbers and synthetic numbers of Norway, coordination numbers of Sweden and temporary codes of Finland
    count as right. Dates of birth are not looked at, but in Finland, where they are part of the code's form.
    """
    compact = _SEPARATORS.sub("", text).upper()
    if country == "NO":
        return Checked(text, compact, () if _norwegian_person(compact) else (_wrong_person("Norwegian"),))
    if country == "SE":
        match = _SWEDISH_PERSON.fullmatch(text.replace(" ", ""))
        holds = match is not None and luhn.is_valid(match[1] + match[2])
        return Checked(text, compact.replace("+", ""), () if holds else (_wrong_person("Swedish"),))
    if country == "FI":
        code = text.strip().upper()
        holds = code.isascii() and hetu.is_valid(code, allow_temporary=True)
        return Checked(text, code, () if holds else (_wrong_person("Finnish"),))
    return Checked(text, compact, (f"person numbers of {country} cannot be checked here",))


def iban(text: str) -> Checked:
    """An IBAN: the length and form of its country, modulus 97, and the account's own check digit where one is known."""
    compact = _SEPARATORS.sub("", text).upper()
    if compact.isascii() and iban_rules.is_valid(compact):
        return Checked(text, compact)
    return Checked(text, compact, (f"{text} is not an IBAN: its length or its check digits are wrong",))


def iban_of_norwegian_account(text: str) -> Checked:
    """The IBAN of a Norwegian account number of 11 digits (9999.10.42764 is NO9799991042764).

    A wrong account number has no IBAN: it comes back as it is, with its warning.
    """
    compact = _SEPARATORS.sub("", text)
    if re.fullmatch(r"[0-9]{11}", compact) and kontonr.is_valid(compact):
        return Checked(text, _SEPARATORS.sub("", kontonr.to_iban(compact)))
    return Checked(text, compact, (f"{text} is not a Norwegian account number: 11 digits, the last a check digit",))


def bankgiro(text: str) -> Checked:
    """A Swedish bankgiro number: 7 or 8 digits, the last a check digit of modulus 10 (Peppol SE-R-008, SE-R-009)."""
    return _giro(text, "bankgiro", 7)


def plusgiro(text: str) -> Checked:
    """A Swedish plusgiro number: 2 to 8 digits, the last a check digit of modulus 10 (Peppol SE-R-007, SE-R-010)."""
    return _giro(text, "plusgiro", 2)


def phone_is_usable(text: str) -> bool:
    """Whether the number is 5 to 15 digits, a plus sign allowed in front (E.123 without spaces)."""
    return _PHONE.fullmatch(text) is not None


def email_is_usable(text: str) -> bool:
    """Whether mail could be sent there: one @, a domain of two labels or more, nothing that could split a header."""
    return len(text) <= _EMAIL_LENGTH_MAX and text.isprintable() and _EMAIL.fullmatch(text) is not None


def _judged(given: str, compact: str, kind: str, digits: int, *, holds: bool) -> Checked:
    """The number with at most one warning."""
    if re.fullmatch(f"[0-9]{{{digits}}}", compact) is None:
        return Checked(given, compact, (f"{given} is not a {kind}, which has {digits} digits; it is kept as given",))
    if not holds:
        return Checked(given, compact, (f"the check digit of the {kind} {given} is wrong; it is kept as given",))
    return Checked(given, compact)


def _giro(text: str, kind: str, digits_min: int) -> Checked:
    compact = _SEPARATORS.sub("", text)
    if re.fullmatch(f"[0-9]{{{digits_min},8}}", compact) and luhn.is_valid(compact):
        return Checked(text, compact)
    warning = f"{text} is not a {kind} number: {digits_min} to 8 digits, the last a check digit"
    return Checked(text, compact, (warning,))


def _norwegian_person(compact: str) -> bool:
    """Both check digits, by the rules in force until 2032."""
    if re.fullmatch(r"[0-9]{11}", compact) is None:
        return False
    checks = (fodselsnummer.calc_check_digit1(compact), fodselsnummer.calc_check_digit2(compact))
    return checks == (compact[9], compact[10])


def _wrong_person(nationality: str) -> str:
    return f"the {nationality} person number has a wrong form or check digit; it is kept as given"
