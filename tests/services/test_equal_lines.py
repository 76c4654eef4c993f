"""Credits that the bank numbers in no way, and that are equal: the same again, or a question of its own."""

from dataclasses import replace
from pathlib import Path

import pytest

from fordring.domain.errors import IllegalTransitionError, InvalidCommandError
from fordring.domain.merchant import Merchant
from fordring.services.banking.say_same import SaySame, say_same
from fordring.services.banking.take_in_line import TakeInLine, take_in_line
from fordring.storage.house.reconciled import NOTHING, compare
from fordring.storage.transaction import Database
from services.counter import DAY, Counter

MESSAGES = {"camt.052": ("BkToCstmrAcctRpt", "Rpt"), "camt.053": ("BkToCstmrStmt", "Stmt")}
MESSAGES["camt.054"] = ("BkToCstmrDbtCdtNtfctn", "Ntfctn")
ENTRY = """<Ntry><Amt Ccy="NOK">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
<BookgDt><Dt>2026-11-20</Dt></BookgDt><NtryDtls><TxDtls>
<RltdPties><Dbtr><Pty><Nm>Ola Nordmann</Nm></Pty></Dbtr></RltdPties>
<RmtInf><Ustrd>takk</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"""


@pytest.fixture
def counter(database: Database, merchant: Merchant, tmp_path: Path) -> Counter:
    return Counter(database, merchant, tmp_path)


async def came(counter: Counter, name: str, many: int = 1, kind: str = "camt.054", amount: str = "10.00") -> str:
    """What became of so many equal credits in a statement of that name, in a file unlike any before.

    `A/2` is its second page of several as the statement says it, `A//2` as the message says it.
    """
    counter.files += 1
    message, statement = MESSAGES[kind]
    name, paged, page = name.partition("/")
    pages = f"<PgNb>{page.lstrip('/')}</PgNb><LastPgInd>false</LastPgInd>" if paged else ""
    of_message, of_statement = (pages, "") if page.startswith("/") else ("", pages)
    head = f"<GrpHdr><MsgId>F{counter.files}</MsgId>{_in('MsgPgntn', of_message)}</GrpHdr>"
    account = f"<Acct><Id><IBAN>{counter.iban}</IBAN></Id><Ccy>NOK</Ccy></Acct>"
    opening = f"<Id>{name}</Id>{_in(f'{statement}Pgntn', of_statement)}{account}"
    inner = f"<{statement}>{opening}{ENTRY.format(amount=amount) * many}</{statement}>"
    space = f"urn:iso:std:iso:20022:tech:xsd:{kind}.001.08"
    data = f'<Document xmlns="{space}"><{message}>{head}{inner}</{message}></Document>'
    counts = (await counter.bank(data.encode())).counts
    return ", ".join(f"{many} {what}" for what, many in sorted(counts.items()))


def _in(name: str, inner: str) -> str:
    return f"<{name}>{inner}</{name}>" if inner else ""


TOLD = """
    the same statement again   | 054 A 1: 1 unidentified    | 054 A 1: 1 known before
    a statement behind a notification | 054 A 1: 1 unidentified    | 053 S 1: 1 known before
    a notification behind a statement | 053 S 1: 1 unidentified    | 054 A 1: 1 known before
    reports of a day           | 052 A 1: 1 unidentified    | 052 B 1: 1 known before    | 054 C 1: 1 known before
    another notification       | 054 A 1: 1 unidentified    | 054 B 1: 1 question        | 054 B 1: 1 known before
    and the statement of both  | 054 A 1: 1 unidentified    | 054 B 1: 1 question        | 053 S 2: 2 known before
    another statement          | 053 S 1: 1 unidentified    | 053 T 2: 2 question        | 053 T 2: 2 known before
    two pages, the last again  | 054 A/1 1: 1 unidentified  | 054 A/2 1: 1 unidentified  | 054 A/2 1: 1 known before
    two pages, the first again | 054 A/1 1: 1 unidentified  | 054 A/2 1: 1 unidentified  | 054 A/1 1: 1 known before
    two pages of a message     | 054 A//1 1: 1 unidentified | 054 A//2 1: 1 unidentified | 054 A//2 1: 1 known before
    several on each page       | 054 A/1 2: 2 unidentified  | 054 A/2 2: 2 unidentified  | 054 A/2 2: 2 known before
    the statement of two pages | 054 A/1 1: 1 unidentified  | 054 A/2 1: 1 unidentified  | 053 S 2: 2 known before
    pages of a known statement | 053 S 2: 2 unidentified    | 054 A/1 1: 1 known before  | 054 A/2 1: 1 known before
    the pages in one again     | 054 A/1 1: 1 unidentified  | 054 A/2 1: 1 unidentified  | 054 A 2: 2 known before
    one again in pages         | 054 A 2: 2 unidentified    | 054 A/1 1: 1 known before  | 054 A/2 1: 1 known before
    pages of two notifications | 054 A/1 1: 1 unidentified  | 054 B/1 1: 1 question      | 054 B/2 2: 2 question
    the statement has one more | 054 A 1: 1 unidentified    | 053 S 2: 1 known before, 1 unidentified
"""


@pytest.mark.parametrize("row", [row for row in TOLD.splitlines() if row.strip()])
async def test_what_an_equal_credit_is(counter: Counter, row: str) -> None:
    for step in row.split("|")[1:]:
        told, _, became = step.partition(":")
        kind, name, many = told.split()
        assert await came(counter, name, int(many), f"camt.{kind}") == became.strip(), step


async def test_a_person_takes_in_what_is_another_payment(counter: Counter) -> None:
    await came(counter, "A")
    await came(counter, "B")
    async with counter.database.reading() as connection:
        first = await connection.fetchval("SELECT bank_line_id FROM house.bank_line WHERE state = 'unidentified'")
        other = await connection.fetchval("SELECT bank_line_id FROM house.bank_line WHERE state = 'question'")
    said = "in another camt.054, and the bank numbers neither: say whether it is the same"
    assert f"question: equal to bank line {first} {said}" in await counter.waiting()
    assert await counter.balances() == "house client_funds 1000 NOK\nhouse owed.unidentified -1000 NOK"
    command = TakeInLine(other, "the payer paid twice")
    await counter.database.run(lambda c: take_in_line(command, counter.jobs.work(c)))
    assert await counter.balances() == "house client_funds 2000 NOK\nhouse owed.unidentified -2000 NOK"


async def test_what_is_the_same_needs_nobody_and_counts_nowhere(counter: Counter) -> None:
    await came(counter, "A")
    async with counter.database.reading() as connection:
        first = await connection.fetchval("SELECT bank_line_id FROM house.bank_line")
    await came(counter, "B")
    async with counter.database.reading() as connection:
        other = await connection.fetchval("SELECT bank_line_id FROM house.bank_line WHERE state = 'question'")
        account = counter.merchant.bank_account.bank_account_id
        before = await compare(connection, account, DAY, NOTHING)
    assert [each.cause for each in before.differences] == [f"bank line {other}"]
    said = SaySame(other, "the bank sent it again")
    with pytest.raises(InvalidCommandError):
        await counter.database.run(lambda c: say_same(replace(said, because=" "), counter.jobs.work(c)))
    kept = await counter.database.run(lambda c: say_same(said, counter.jobs.work(c, "anna")))
    assert (kept.state, kept.reason) == ("noted", "told twice, by anna: the bank sent it again")
    with pytest.raises(IllegalTransitionError, match="noted"):
        await counter.database.run(lambda c: say_same(said, counter.jobs.work(c)))
    with pytest.raises(IllegalTransitionError, match="equal to no other"):
        await counter.database.run(lambda c: say_same(replace(said, bank_line_id=first), counter.jobs.work(c)))
    async with counter.database.reading() as connection:
        assert (await compare(connection, account, DAY, NOTHING)).differences == []
    assert await came(counter, "B") == "1 known before"
    assert await came(counter, "C") == "1 question"
    assert len(await counter.waiting()) == 2


async def test_another_amount_is_another_payment(counter: Counter) -> None:
    assert [await came(counter, "A"), await came(counter, "B", amount="11.00")] == ["1 unidentified"] * 2
