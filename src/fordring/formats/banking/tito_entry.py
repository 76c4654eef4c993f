"""One entry of a TITO statement with its details: what it says is read here, what it is worth its statement decides."""

from dataclasses import dataclass, field

from fordring.domain.money import Money
from fordring.formats.banking import tito_layout as layout
from fordring.formats.banking.camt_references import text_candidates
from fordring.formats.banking.figures import read_money
from fordring.formats.banking.finnish_files import account_in, day_in, reference_in, with_letters
from fordring.formats.banking.fixed_width import is_number
from fordring.formats.banking.model import (
    BankAccountRef,
    BankLine,
    Batch,
    Direction,
    LineStatus,
    Reference,
    ReferenceKind,
)

REJECTED = "9"
CUT = "the reference is cut off, or damaged"
TOP_LEVELS = frozenset(" 0")

_ENTRY = {field.name: field.place for field in layout.ENTRY.fields}
_CORRECTIONS = frozenset("34")
_TEXT_KINDS = frozenset({"00", "03", "06", "07"})
_TEXT_WIDTH = 35
_COLLECTED = ("VIITEPANO", "VIITEMAKSU")


@dataclass(slots=True)
class Entry:
    """An entry (`T10` or `T80`) as its line, its details (`T11`, `T81`), and the entries it consists of."""

    row: int
    line: str
    details: list[str] = field(default_factory=list)
    parts: "list[Entry]" = field(default_factory=list)

    def value(self, name: str) -> str:
        """One field without the blanks around it."""
        return self.line[_ENTRY[name]].strip()

    @property
    def is_top(self) -> bool:
        """True for an entry that moves the balance, false for one that explains another."""
        return self.line[_ENTRY["level"]] in TOP_LEVELS

    @property
    def minor(self) -> int | None:
        """The amount with its sign, None where it cannot be read."""
        sign, amount = self.line[_ENTRY["sign"]], self.line[_ENTRY["amount"]]
        if not is_number(amount) or sign not in "+- ":
            return None
        return -int(amount) if sign == "-" else int(amount)

    @property
    def is_rejected(self) -> bool:
        """True for what is no money at all."""
        return self.value("type") == REJECTED

    @property
    def is_correction(self) -> bool:
        """True for what corrects an earlier credit or debit."""
        return self.value("type") in _CORRECTIONS

    @property
    def is_cut(self) -> bool:
        """True where the reference is neither absent nor of twenty digits."""
        reference = self.line[_ENTRY["reference"]]
        return bool(reference.strip()) and not is_number(reference)

    @property
    def is_collected(self) -> bool:
        """True for the sum of reference payments that a KTL file lists one by one."""
        has_count = any(detail[layout.KIND] == "01" for detail in self.details)
        named = self.value("description").upper().replace(" ", "")
        credited = (self.minor or 0) > 0 and not self.value("reference").strip("0")
        return credited and (has_count or any(word in named for word in _COLLECTED))


@dataclass(slots=True)
class _Said:
    """What the details of an entry add to it."""

    texts: list[str] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    count: int | None = None
    instructed: Money | None = None
    reason: str = ""
    name: str = ""
    iban: str = ""
    end_to_end_id: str = ""


def line_of(entry: Entry, account: BankAccountRef, currency: str, *, seven_bit: bool) -> BankLine:
    """The entry as a line; its amount was checked. Rejected entries are information."""
    minor = entry.minor or 0
    said = _said(entry)
    days = entry.value("booked_on"), entry.value("value_on")
    spelt = with_letters if seven_bit else str
    text = spelt("\n".join(said.texts))
    references = reference_in(entry.value("reference"))
    named = [*references, *(found for found in said.references if found.value not in {one.value for one in references})]
    named += [Reference(ReferenceKind.TEXT, value) for value in text_candidates(said.texts)]
    other = BankAccountRef(said.iban) if said.iban else account_in(entry.value("other_account"))
    return BankLine(
        account=account,
        amount=Money(abs(minor), currency),
        direction=Direction.DEBIT if minor < 0 else Direction.CREDIT,
        status=LineStatus.INFORMATION if entry.is_rejected else LineStatus.BOOKED,
        booked_on=day_in(entry.value("booked_on")),
        value_on=day_in(entry.value("value_on")),
        day_unread=any(text.strip("0") and day_in(text) is None for text in days),
        entry_reference=entry.value("archive"),
        record_id=entry.value("number"),
        end_to_end_id=said.end_to_end_id,
        references=tuple(named),
        text=text,
        party_name=spelt(said.name or entry.value("name")),
        party_account=other if other.identifier.strip("0") else None,
        reversal=entry.is_correction,
        return_reason=said.reason,
        instructed=said.instructed,
        question=CUT if entry.is_cut else "",
        batch=None if said.count is None else Batch(said.count, None, len(entry.parts)),
        row=entry.row,
    )


def _said(entry: Entry) -> _Said:
    said = _Said()
    for line in entry.details:
        kind, content = line[layout.KIND], line[layout.CONTENT - 1 :].rstrip()
        if kind == "01" and is_number(content[:8]):
            said.count = int(content[:8])
        elif kind == "02":
            _add_document(said, content)
        elif kind == "04":
            said.texts.append(f"corrects {content.strip()}")
        elif kind == "05":
            said.instructed = _instructed(content)
        elif kind == "08":
            said.reason = content[:3].strip()
            said.texts.append(content[4:].strip())
        elif kind == "09":
            said.name = content.strip()
        elif kind == "11":
            _add_sepa(said, line)
        else:  # free text in lines of 35, and kinds that are not known
            said.texts += [
                content[start : start + _TEXT_WIDTH].strip() for start in range(0, len(content), _TEXT_WIDTH)
            ]
    said.texts = [text for text in said.texts if text]
    return said


def _add_document(said: _Said, content: str) -> None:
    """Customer number 10, blank, invoice number 15, blank, invoice date 6."""
    number = content[11:26].strip()
    if number:
        said.references.append(Reference(ReferenceKind.DOCUMENT, number, "CINV"))
    said.texts.append(content.strip())


def _add_sepa(said: _Said, line: str) -> None:
    values = {name: line[place].strip() for name, place in layout.SEPA.items()}
    said.references += reference_in(values["reference"])
    said.iban, said.end_to_end_id = values["iban"], values["id"]
    said.name = said.name or values["payer"]


def _instructed(content: str) -> Money | None:
    """What was paid in another currency: sign 1, amount 18 in hundredths, blank, currency 3."""
    amount, currency = content[1:19], content[20:23]
    if not is_number(amount):
        return None
    try:
        return read_money(f"{int(amount[:-2])}.{amount[-2:]}", currency)
    except ValueError:
        return None
