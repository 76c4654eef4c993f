"""One statement, report or notification: its account, balances and control totals, and whether they add up."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

from fordring.domain.money import Money
from fordring.formats.banking.camt_details import account_of, money_of
from fordring.formats.banking.figures import read_date, read_money
from fordring.formats.banking.model import AccountTotals, BankAccountRef, Direction, LineStatus, Problem
from fordring.formats.banking.secure_xml import Element, by_name, each, text_at, text_of

PAGINATIONS = ("StmtPgntn", "RptPgntn", "NtfctnPgntn")
NO_ACCOUNT = BankAccountRef("", "")
_TOTALS = {"TtlNtries": None, "TtlCdtNtries": Direction.CREDIT, "TtlDbtNtries": Direction.DEBIT}


@dataclass(slots=True)
class Sums:
    """What was read so far, by direction and currency in minor units, all entries and the booked ones."""

    entries: int = 0
    pending: int = 0
    unread: int = 0
    by_direction: dict[Direction, int] = field(default_factory=lambda: dict.fromkeys(Direction, 0))
    every: dict[tuple[Direction, str], int] = field(default_factory=dict)
    booked: dict[tuple[Direction, str], int] = field(default_factory=dict)

    def add(self, direction: Direction, amount: Money, status: LineStatus) -> None:
        """Count an entry that could be read."""
        key = (direction, amount.currency)
        self.entries += 1
        self.by_direction[direction] += 1
        self.every[key] = self.every.get(key, 0) + amount.minor
        if status is LineStatus.BOOKED:
            self.booked[key] = self.booked.get(key, 0) + amount.minor
        else:
            self.pending += 1

    def add_unread(self) -> None:
        """Count an entry that is a problem only."""
        self.entries += 1
        self.unread += 1

    def booked_in(self, direction: Direction, currency: str) -> Money:
        """The booked sum of one direction in one currency."""
        return Money(self.booked.get((direction, currency), 0), currency)


@dataclass(frozen=True, slots=True)
class Statement:
    """The head of a statement. `paged` is true when it says that this is one page of several, `page` which."""

    account: BankAccountRef
    statement_id: str
    currency: str
    copy: str
    paged: bool
    page: str
    balances: dict[str, Money]
    summary: Element | None
    problems: tuple[str, ...]
    closing_on: date | None = None


def read_statement(element: Element) -> Statement:
    """The head of a `Stmt`, `Rpt` or `Ntfctn`; call it while its entries' predecessors still stand."""
    parts = by_name(element)
    problems: list[str] = []
    pages = [_page_no(parts[name]) for name in PAGINATIONS if name in parts and _is_one_of_several(parts[name])]
    return Statement(
        account=account_of(parts.get("Acct")) or NO_ACCOUNT,
        statement_id=text_of(parts.get("Id")),
        currency=text_at(parts.get("Acct"), "Ccy"),
        copy=text_of(parts.get("CpyDplctInd")),
        paged=bool(pages),
        page="".join(pages),
        balances=_balances(element, problems),
        summary=parts.get("TxsSummry"),
        problems=tuple(problems),
        closing_on=_closing_on(element),
    )


def page_of_message(group_header: Element | None) -> str | None:
    """Its number where `MsgPgntn` says that the message continues another or goes on, `` where it gives none."""
    pagination = by_name(group_header).get("MsgPgntn")
    return _page_no(pagination) if pagination is not None and _is_one_of_several(pagination) else None


def account_totals(statement: Statement, sums: Sums, kind: str, message_id: str) -> AccountTotals:
    """The totals of a statement that has been read to its end."""
    currency = _currency(statement, sums)
    return AccountTotals(
        account=statement.account,
        message_kind=kind,
        message_id=message_id,
        statement_id=statement.statement_id,
        currency=currency,
        entries=sums.entries,
        pending=sums.pending,
        credits=sums.booked_in(Direction.CREDIT, currency),
        debits=sums.booked_in(Direction.DEBIT, currency),
        opening=_opening(statement),
        closing=_closing(statement),
        copy=statement.copy,
        closing_on=statement.closing_on,
    )


def check_statement(statement: Statement, sums: Sums, place: str, *, paged: bool) -> list[Problem]:
    """What does not add up.

    A control total (trap 19) is fatal, on one page of several a warning; balances (trap 14) and copy marks (trap 21)
    are never more than a warning.
    """
    found = [Problem(message, source=place) for message in statement.problems]
    if statement.account == NO_ACCOUNT:
        found.append(Problem("the statement names no account: its money would be nobody's", fatal=True, source=place))
    if statement.copy:
        found.append(Problem(f"the bank marks this as {statement.copy}: a copy or duplicate", source=place))
    fatal = not (paged or statement.paged)
    found += [Problem(message, fatal=fatal, source=place) for message in _summary_faults(statement, sums)]
    found += [Problem(message, source=place) for message in _foreign(statement, sums)]
    opening, closing = _opening(statement), _closing(statement)
    if strange := _foreign_balances(_currency(statement, sums), opening=opening, closing=closing):
        found += [Problem(message, source=place) for message in strange]
    elif opening is not None and closing is not None and not _reconciles(opening, closing, sums):
        found.append(Problem("opening balance and booked entries do not give the closing balance", source=place))
    return found


def _foreign(statement: Statement, sums: Sums) -> list[str]:
    """Entries in another currency than the account's: a person says what they are, and no sum here has them."""
    others = sorted({currency for _, currency in sums.every} - {statement.currency})
    if not (statement.currency and others):
        return []
    return [f"entries in {', '.join(others)} on an account in {statement.currency} are in none of its sums"]


def _foreign_balances(currency: str, **balances: Money | None) -> list[str]:
    """Balances in another currency than the account's."""
    return [
        f"the {name} balance is in {each.currency}, on an account in {currency}: it is compared with nothing"
        for name, each in balances.items()
        if each is not None and currency not in {"", each.currency}
    ]


def _currency(statement: Statement, sums: Sums) -> str:
    """The account's, as far as the statement says it, else the first of its entries."""
    return statement.currency or min((currency for _, currency in sums.every), default="")


def _summary_faults(statement: Statement, sums: Sums) -> list[str]:
    parts = by_name(statement.summary)
    faults: list[str] = []
    for name, direction in _TOTALS.items():
        totals = by_name(parts.get(name))
        count = sums.entries if direction is None else sums.by_direction[direction]
        given = text_of(totals.get("NbOfNtries"))
        if given and given.lstrip("0") != str(count or "") and not (direction and sums.unread):
            faults.append(f"{name} announces {given} entries, the file has {count}")
        if "Sum" in totals and not sums.unread and not _sum_agrees(text_of(totals["Sum"]), direction, sums):
            faults.append(f"{name} announces the sum {text_of(totals['Sum'])}, the entries have another")
    return faults


def _sum_agrees(text: str, direction: Direction | None, sums: Sums) -> bool:
    """True when the sum is that of the entries, signs apart, or for all entries their net.

    A control sum does not tell currencies apart, so it is not tested over several.
    """
    currencies = {currency for _, currency in sums.every}
    if len(currencies) > 1:
        return True
    currency = min(currencies, default="EUR")
    try:
        given = read_money(text.removeprefix("-"), currency).minor
    except ValueError:
        return False
    credited, debited = (sums.every.get((side, currency), 0) for side in Direction)
    if direction is None:
        return given in {credited + debited, abs(credited - debited)}
    return given == (credited if direction is Direction.CREDIT else debited)


def _balances(element: Element, problems: list[str]) -> dict[str, Money]:
    """The first balance of each type, debit balances negative; version 1 has the code without `CdOrPrtry`."""
    found: dict[str, Money] = {}
    for balance in map(by_name, each(element, "Bal")):
        kind = by_name(balance.get("Tp"))
        code = text_of(by_name(kind.get("CdOrPrtry", balance.get("Tp"))).get("Cd"))
        amount = money_of(balance.get("Amt"), problems)
        if amount is not None:
            found.setdefault(code, -amount if text_of(balance.get("CdtDbtInd")) == "DBIT" else amount)
    return found


def _closing_on(element: Element) -> date | None:
    """The day whose end the closing balance is of; None where it has none that can be read."""
    for balance in map(by_name, each(element, "Bal")):
        kind = by_name(balance.get("Tp"))
        if text_of(by_name(kind.get("CdOrPrtry", balance.get("Tp"))).get("Cd")) == "CLBD":
            day = balance.get("Dt")
            with suppress(ValueError):
                return read_date((text_at(day, "Dt") or text_at(day, "DtTm") or text_of(day))[:10])
    return None


def _opening(statement: Statement) -> Money | None:
    """What the entries begin with: on a later page of several it is an interim balance, beside the closing one."""
    balances = statement.balances
    interim = balances.get("ITBD") if statement.paged and "CLBD" in balances else None
    return balances.get("OPBD", balances.get("PRCD", interim))


def _closing(statement: Statement) -> Money | None:
    """What the entries lead to: on the first page of several it is an interim balance, beside the opening one."""
    balances = statement.balances
    interim = balances.get("ITBD") if statement.paged and balances.keys() & {"OPBD", "PRCD"} else None
    return balances.get("CLBD", interim)


def _reconciles(opening: Money, closing: Money, sums: Sums) -> bool:
    """Closing = opening + booked credits - booked debits, all in one currency and every entry read."""
    currency = opening.currency
    if sums.unread or {closing.currency, *(seen for _, seen in sums.booked)} != {currency}:
        return False
    net = sums.booked_in(Direction.CREDIT, currency) - sums.booked_in(Direction.DEBIT, currency)
    return opening + net == closing


def _page_no(pagination: Element) -> str:
    digits = text_of(by_name(pagination).get("PgNb")).lstrip("0")
    return digits if digits.isdecimal() else ""


def _is_one_of_several(pagination: Element) -> bool:
    parts = by_name(pagination)
    return text_of(parts.get("PgNb")).lstrip("0") != "1" or text_of(parts.get("LastPgInd")) not in {"true", "1"}
