"""Bank lines from before workers booked side by side have the keys by which the same money is known."""

import asyncio
from datetime import date

import asyncpg

from fordring.domain.money import Money
from fordring.formats.banking.identity import said_identity
from fordring.formats.banking.model import BankAccountRef, BankLine, Direction, Reference, ReferenceKind
from fordring.storage.migrate import all_migrations, migrate

BEFORE = """
INSERT INTO house.bank_account (bank_account_id, name, country, currency, iban, bic, scheme, reference_length, modulus,
        reference_level, sandbox)
    VALUES ('00000000-0000-0000-0000-0000000000ba', 'Client account', 'NO', 'NOK', 'NO9386011117947', 'DNBANOKK',
            'kid', 12, 10, 2, true);
INSERT INTO house.bank_file (bank_file_id, sha256, name, kind, size_bytes, blob_key, state, received_at)
    VALUES ('00000000-0000-0000-0000-0000000000f1', 'x', 'x', 'camt.054', 1, 'x', 'booked', now());
"""
ONE = """
INSERT INTO house.bank_line (bank_account_id, identity, entry_identity, bank_line_id, bank_file_id, position, split,
        credit, reversal, amount_minor, currency, booked_on, value_on, debtor_name, debtor_account, remittance, state,
        reason, recorded_at)
    VALUES ('00000000-0000-0000-0000-0000000000ba', 'line ' || $1, $2, gen_random_uuid(),
            '00000000-0000-0000-0000-0000000000f1', $1::bigint, $3, $4, false, 100, 'NOK', '2026-11-20', '2026-11-20',
            $5, '', $6, 'noted', '', now())"""
SAID = [
    ("000 123-A", "Ola", "text"),
    ("RF18000539007547034", "", ""),
    ("", "Åsa Öberg", "TACK, för\nallt!"),
    ("", "Strauß AG", ""),
    ("", "Strauss AG", ""),
    ("000", "Ola", "text"),
    ("", " ", "***"),
]


async def test_lines_that_were_there_have_keys_like_those_that_come(empty_database: str) -> None:
    await migrate(empty_database, [each for each in all_migrations() if each.version <= 6])
    connection = await asyncpg.connect(empty_database)
    await connection.execute(BEFORE)
    for place, (reference, name, text) in enumerate(SAID):
        references = f'[{{"kind": "document", "value": "7"}}, {{"kind": "scor", "value": "{reference}"}}]'
        shown = text.replace("\n", "\\n")
        remittance = f'{{"references": {references if reference else "[]"}, "text": "{shown}"}}'
        entry = "whole" if place == 0 else "split" if place in {1, 2} else ""
        await connection.execute(ONE, str(place), entry, place in {1, 2}, True, name, remittance)
    await connection.execute(ONE, "9", "", False, False, "Ola", '{"references": [], "text": "a debit"}')
    await asyncio.wait_for(migrate(empty_database), 60)
    rows = await connection.fetch("SELECT said, said_no, opens_entry FROM house.bank_line ORDER BY position")
    await connection.close()
    assert [row["said"] for row in rows] == [*(said_identity(line(*each)) for each in SAID), None]
    assert [row["said_no"] for row in rows] == [1, 1, 1, 1, 2, None, None, None]
    assert [row["opens_entry"] for row in rows] == [True, True, *[False] * 6]


def line(reference: str, name: str, text: str) -> BankLine:
    """As a file that comes now gives it."""
    references = (Reference(ReferenceKind.DOCUMENT, "7"), Reference(ReferenceKind.SCOR, reference))
    ours, day = BankAccountRef("NO9386011117947"), date(2026, 11, 20)
    said = references if reference else ()
    return BankLine(
        ours, Money(100, "NOK"), Direction.CREDIT, booked_on=day, references=said, text=text, party_name=name
    )
