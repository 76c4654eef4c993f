"""When are two bank lines the same money? The written key, and the content that must then agree.

A key met again with the same content is skipped quietly; with another content it is a conflict to show, never to skip.
"""

from hashlib import sha256
from uuid import UUID

from fordring.formats.banking.model import BankAccountRef, BankLine, Direction, ReferenceKind

UNIT_SEPARATOR = "\x1f"
FACTS = "facts:"


def line_identity(line: BankLine) -> str:
    """The key by which a line is booked once, however often and in whatever message it comes.

    1. The bank's own reference of the entry (else of the payment) with account and direction, `!` for a reversal.
       A line of a split entry adds its payment's reference, or its position when the bank gave none. So a credit in
       a camt.054 and the same credit in a camt.053 share the key.
    2. Without it: a digest of account, booking date, direction, amount, the file's record id, payer, end-to-end id,
       references and position.

    The status is no part of it: a pending line has the key under which it will be booked, so only lines that are money
    may use a key up. `repeat` tells apart the money that one statement gives with the same facts. Equal end-to-end ids
    do not make two payments one (bank-files, section 6, trap 8).
    """
    again = f"#{line.repeat}" if line.repeat else ""
    if line.split and line.entry_reference:
        return f"{_bank_key(line, line.entry_reference)}/{line.transaction_reference or line.position}{again}"
    reference = line.entry_reference or line.transaction_reference
    return f"{_bank_key(line, reference) if reference else _facts_digest(line)}{again}"


def is_by_facts(identity: str) -> bool:
    """Whether a line has this key for want of a number of the bank's."""
    return identity.startswith(FACTS)


def next_identity(identity: str) -> str:
    """The key of one more line with the same facts."""
    facts, _, again = identity.partition("#")
    return f"{facts}#{int(again or 0) + 1}"


def entry_identity(line: BankLine) -> str:
    """The key of the whole entry by the bank's own reference, empty without one.

    A camt.053 may give as one line what a camt.054 gave payment by payment: an unsplit line whose entry is already
    booked through its payments (or the other way round) is the same money.
    """
    return _bank_key(line, line.entry_reference) if line.entry_reference else ""


def credit_identity(account: BankAccountRef, reference: str) -> str:
    """The key of a credit on this account by the bank's own reference of it, or `entry/payment` of a split one."""
    return f"bank:{account.comparable}:{Direction.CREDIT}:{reference}"


def said_identity(line: BankLine) -> UUID | None:
    """A digest of what every kind of file says of a credit, whatever it numbers it; None where nothing is said.

    The first creditor reference, without blanks and leading zeros, and without the RF that some files put around a
    viitenumero; of a credit without one its payer and text, in letters and digits alone, in capitals or not.
    """
    reference = next((one.value for one in line.references if one.kind is ReferenceKind.SCOR), None)
    spelt = _bare_words(line.party_name, line.text) if reference is None else _bare_reference(reference)
    return UUID(bytes=sha256(spelt.encode()).digest()[:16]) if spelt else None


def line_content(line: BankLine) -> str:
    """What two lines of one identity must agree on: amount, currency and direction."""
    return f"{line.direction}{'!' if line.reversal else ''} {line.amount.minor} {line.amount.currency}"


def _side(line: BankLine) -> str:
    return f"{line.account.comparable}:{line.direction}{'!' if line.reversal else ''}"


def _bank_key(line: BankLine, reference: str) -> str:
    return f"bank:{_side(line)}:{reference}"


def _facts_digest(line: BankLine) -> str:
    account = line.party_account.comparable if line.party_account else ""
    facts = [
        _side(line),
        str(line.booked_on),
        f"{line.amount.minor} {line.amount.currency}",
        line.record_id,
        line.transaction_reference,
        line.end_to_end_id,
        line.party_name,
        account,
        *(f"{reference.kind}:{reference.comparable}" for reference in line.references),
        str(line.position),
    ]
    return f"{FACTS}{sha256(UNIT_SEPARATOR.join(facts).encode()).hexdigest()}"


def _bare_reference(reference: str) -> str:
    bare = "".join(reference.split()).upper()
    return (bare[4:] if bare.startswith("RF") else bare).lstrip("0")


def _bare_words(*words: str) -> str:
    """Files differ in capitals, and in where they break a line."""
    bare = ["".join(letter for letter in each.casefold() if letter.isalnum()) for each in words]
    return "".join(f"/{each}" for each in bare) if any(bare) else ""
