"""What one line of a bank file is for: its references in the order of trust, and the claims they lead to."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from fordring.domain.merchant import BankAccount
from fordring.domain.money import Money
from fordring.domain.payment.days import day_fault
from fordring.domain.payment.matching import LONG, Found, Score, match
from fordring.domain.payment.receipt import LineState, shares_named
from fordring.domain.plentiful import plentiful
from fordring.domain.references import ReferenceAgreement, Scheme, candidates_in, check_holds, normalise
from fordring.formats.banking.camt_references import CREDIT_NOTE
from fordring.formats.banking.model import BankLine, Direction, Reference, ReferenceKind
from fordring.services.fresh_lines import Arrival
from fordring.storage.house.lines import Claimed, Line
from fordring.storage.ids import new_id

RF = ReferenceAgreement(Scheme.RF)
NOWHERE: Mapping[str, Claimed] = {}


@dataclass(frozen=True, slots=True)
class Named:
    """What a line names, normalised as its account's agreement says.

    `structured` are creditor references with what was said to be paid for each. Where there is one, it alone decides:
    a payment is never matched against its own reference. `loose` are document numbers, then what free text has with a
    right check digit.
    """

    structured: tuple[tuple[str, Money | None], ...]
    loose: tuple[tuple[str, ...], ...]

    @property
    def all(self) -> set[str]:
        """Everything worth asking the directory for."""
        return {reference for reference, _ in self.structured}.union(*self.loose)


@plentiful(frozen=True, slots=True)
class Purpose:
    """What is to become of a line: its state, why, and how much of it each claim gets; the score says how sure that is.

    It is `certain` for the claims `wanted` where they are open for exactly its amount together, and else not.
    """

    state: LineState
    reason: str = ""
    shares: Mapping[Claimed, Money] = field(default_factory=dict)
    score: Score = Score.STRUCTURED
    wanted: tuple[Claimed, ...] = ()
    certain: str = ""


def named_in(line: BankLine, agreement: ReferenceAgreement) -> Named:
    """The references of a credit. A credit note that was deducted is no reference to pay."""
    structured = tuple(
        (spelt, reference.amount)
        for reference in line.references
        if reference.kind is ReferenceKind.SCOR
        for spelt in [_spelt(reference, agreement)]
    )
    if structured:
        return Named(structured, ())
    documents = tuple(
        _spelt(reference, agreement)
        for reference in line.references
        if reference.kind is ReferenceKind.DOCUMENT and reference.code != CREDIT_NOTE
    )
    return Named((), (documents, candidates_in(line.text, agreement)))


def purpose_of(
    line: BankLine,
    account: BankAccount,
    named: Named,
    known: Mapping[str, Claimed],
    elsewhere: Mapping[str, Claimed] = NOWHERE,
) -> Purpose:
    """What a line on our account is for, transfers of ours and what takes a credit back aside.

    `known` are the account's claims by reference, `elsewhere` those of other accounts of its currency.
    """
    if line.reversal and line.direction is Direction.CREDIT:
        return Purpose(LineState.QUESTION, "a reversal of a debit: reject the payout or refund that came back")
    if line.amount.currency != account.currency:
        return Purpose(LineState.QUESTION, f"{line.amount.currency} on an account in {account.currency}")
    if line.direction is Direction.DEBIT:
        return Purpose(LineState.NOTED, "no transfer of ours, and no credit that it takes back")
    if not line.amount:
        return Purpose(LineState.NOTED, "no money")
    if line.question:
        return Purpose(LineState.UNIDENTIFIED, line.question)
    purpose = _claimed(line, named, known)
    if purpose.state is LineState.MATCHED or purpose.wanted or any(name in known for name in named.all):
        return purpose
    others = list(dict.fromkeys(elsewhere[name] for name, _ in named.structured if name in elsewhere))
    if len(others) == 1 and len(named.structured) == 1:
        certain = f"reference {named.structured[0][0]}, issued on another account"
        return replace(purpose, score=Score.ELSEWHERE, wanted=tuple(others), certain=certain)
    return purpose


def _claimed(line: BankLine, named: Named, known: Mapping[str, Claimed]) -> Purpose:
    several = shares_named(named.structured, known, line.amount)
    if several:
        return Purpose(LineState.MATCHED, "references with their amounts", several)
    reason = "the payment bears no reference"
    structured = tuple(reference for reference, _ in named.structured)
    places = zip((structured, *named.loose), (Score.STRUCTURED, Score.DOCUMENT, Score.TEXT), strict=False)
    for references, score in places:
        found = match(references, known)
        if isinstance(found, Found):
            return _found(line, found, score)
        borne = tuple(dict.fromkeys(known[reference] for reference in references if reference in known))
        if borne and any(part is not None for _, part in named.structured):
            return Purpose(LineState.UNIDENTIFIED, found.reason)
        if borne:
            certain = f"{found.reason}, which are open for exactly this"
            return Purpose(LineState.UNIDENTIFIED, found.reason, score=Score.SUMMED, wanted=borne, certain=certain)
        if references:
            reason = found.reason
    return Purpose(LineState.UNIDENTIFIED, reason)


def _found(line: BankLine, found: Found[Claimed], score: Score) -> Purpose:
    """A short number that nobody called a reference may be one by chance: then the amount must say so too."""
    said = f"reference {found.reference}"
    if score is Score.STRUCTURED or len(found.reference) >= LONG:
        return Purpose(LineState.MATCHED, said, {found.target: line.amount}, score)
    doubt = f"{found.reference} may be a reference by chance, and its claim is not open for this amount"
    return Purpose(LineState.UNIDENTIFIED, doubt, score=Score.SHORT_TEXT, wanted=(found.target,), certain=said)


def stored_line(arrival: Arrival, purpose: Purpose, bank_file_id: UUID, today: date) -> Line:
    """The line as it is kept; where the bank says one of booking and value day, that is both.

    A line whose days cannot be has `today` until a person says its day, and is told apart by nothing that has a day.
    """
    line = arrival.line
    unknown = bool(fault_of(line))
    booked_on = today if unknown else line.booked_on or line.value_on or today
    value_on = today if unknown else line.value_on or booked_on
    said = None if unknown else arrival.said
    only = next(iter(purpose.shares)) if len(purpose.shares) == 1 else (None, None)
    account = line.party_account.comparable if line.party_account else ""
    return Line(
        bank_line_id=new_id(),
        bank_account_id=arrival.account.bank_account_id,
        identity=arrival.identity,
        entry_identity=arrival.entry,
        bank_file_id=bank_file_id,
        position=arrival.place,
        split=line.split,
        credit=line.direction is Direction.CREDIT,
        reversal=line.reversal,
        amount=line.amount,
        booked_on=booked_on,
        value_on=value_on,
        debtor_name=line.party_name,
        debtor_account=account,
        remittance=_remittance(line),
        state=purpose.state,
        reason=purpose.reason,
        merchant_id=only[0],
        claim_id=only[1],
        said=said,
        said_no=arrival.said_no if said else None,
        opens_entry=arrival.opens_entry,
        told_by=arrival.told_by,
        may_repeat=bool(arrival.doubt) or unknown,
        day_unknown=unknown,
    )


def fault_of(line: BankLine) -> str:
    """Why its days are none to book by; empty where they are."""
    return day_fault(line.booked_on, line.value_on, line.made_on, unread=line.day_unread)


def _remittance(line: BankLine) -> dict[str, Any]:
    """What the payer said, as the bank gave it, for the person who looks at the line."""
    references = [
        {"kind": reference.kind, "value": reference.value, "code": reference.code}
        for reference in line.references
        if reference.kind is not ReferenceKind.TEXT
    ]
    named = {"end_to_end_id": line.end_to_end_id, "return_reason": line.return_reason}
    said: dict[str, Any] = {"text": line.text, **named, "codes": list(line.codes)}
    return {"references": references, "source": line.source} | {name: value for name, value in said.items() if value}


def _spelt(reference: Reference, agreement: ReferenceAgreement) -> str:
    """The reference as we issue it: padding of the bank's taken away, an RF reference around a viitenumero unpacked."""
    plain = normalise(reference.value, agreement.scheme)
    if agreement.scheme is Scheme.VIITENUMERO and plain.startswith("RF") and check_holds(RF, plain):
        return plain[4:].lstrip("0")
    if agreement.length and len(plain) > agreement.length:
        bare = plain.lstrip("0")
        return bare.zfill(agreement.length)
    return plain
