"""Noisy payments whose truth is known, booked: none for a claim it is not for, nearly all that could be."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO

from bench.bank_file import DAY
from bench.booking import book
from bench.corpus import OTHER, OURS, Noisy, Owed, corpus
from bench.figures import Figure
from bench.house import House, connected, fresh_database, settle
from bench.orders import IBAN, KID, work
from bench.seed import seed
from bench.size import Size
from fordring.domain.money import Money
from fordring.formats.banking.camt054_writer import Notification, write_camt054
from fordring.formats.banking.model import BankAccountRef, BankLine, Direction, Reference, ReferenceKind
from fordring.services.banking.open_account import OpenAccount, open_account
from fordring.storage.transaction import Database

PART = "matching"
BOOKED_MIN = 0.97
SUGGESTED_MIN = 0.9
USUAL_SLIPS = 0.25
"""One payment of forty bears no reference unharmed, where the corpus has four of them by its weights."""
OTHER_IBAN = "NO8797101234561"
SEED = 20_261_126
SYLLABLES = ("ba", "de", "fi", "go", "hu", "ka", "le", "mi", "no", "ru")

VARY = """
    UPDATE claim c SET principal_minor = v.minor, open_principal = v.minor, payer_key = 'corpus:' || v.payer,
           own_number = 'F' || (c.claim_no + 770000),
           billing = c.billing || jsonb_build_object('first_name', v.first, 'last_name', v.last)
      FROM (SELECT claim_id, 10000 + (claim_no * 7919) % 899981 AS minor, claim_no / 2 AS payer,
                   initcap(translate((1000 + claim_no / 2 % 900)::text, '0123456789', 'abdefgikmo')) AS first,
                   initcap(translate((claim_no / 2)::text, '0123456789', 'aeioubdfgk')) || 'sen' AS last FROM claim) v
     WHERE c.claim_id = v.claim_id"""
POSTED = """
    WITH odd AS (
        SELECT c.merchant_id, c.claim_id, c.currency, gen_random_uuid() AS entry_id,
               c.open_principal - p.posted AS minor
          FROM claim c, LATERAL (SELECT sum(amount_minor)::bigint AS posted FROM posting p
                                  WHERE (p.merchant_id, p.claim_id) = (c.merchant_id, c.claim_id)
                                    AND account = 'receivable.principal') p
         WHERE c.open_principal <> p.posted),
    made AS (
        INSERT INTO entry (merchant_id, entry_id, kind, value_on, cause, facts, recorded_at)
        SELECT merchant_id, entry_id, 'varied', current_date, 'bench', '{}', now() FROM odd)
    INSERT INTO posting (merchant_id, entry_id, line_no, account, claim_id, currency, amount_minor, recorded_at)
    SELECT merchant_id, entry_id, sign, CASE sign WHEN 1 THEN 'receivable.principal' ELSE 'expected.merchant' END,
           claim_id, currency, CASE sign WHEN 1 THEN minor ELSE -minor END, now()
      FROM odd, generate_series(1, 2) AS sign"""
PURCHASES = "UPDATE purchase p SET amount_minor = c.principal_minor FROM claim c WHERE c.claim_id = p.claim_id"
PAYERS = """
    INSERT INTO payer (merchant_id, payer_key, name, billing, updated_at)
    SELECT DISTINCT ON (merchant_id, payer_key) merchant_id, payer_key,
           concat_ws(' ', billing ->> 'first_name', billing ->> 'last_name'), billing, now() FROM claim
        ON CONFLICT DO NOTHING"""
OWED = """
    SELECT claim_id::text AS claim, reference, number, principal_minor AS amount_minor,
           concat_ws(' ', billing ->> 'first_name', billing ->> 'last_name') AS payer
      FROM claim ORDER BY claim_no"""
BOOKED = """
    SELECT l.bank_account_id, l.position, array_agg(p.claim_id::text) AS claims
      FROM house.bank_line l JOIN payment p USING (bank_line_id) GROUP BY 1, 2"""
SUGGESTED = """
    SELECT l.position, l.bank_account_id,
           (SELECT array_agg(share ->> 'claim_id') FROM jsonb_array_elements(s.shares) share) AS claims
      FROM house.bank_line l JOIN house.bank_suggestion s USING (bank_line_id) WHERE s.place = 1"""


@dataclass(slots=True)
class Outcome:
    """How many were to be booked, were, and rightly; wrong ones by kind; of the rest, how many are suggested first."""

    to_book: int = 0
    booked: int = 0
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    to_wait: int = 0
    first: int = 0
    seconds: float = 0.0

    @property
    def many(self) -> int:
        """How many payments there were."""
        return self.to_book + self.to_wait


async def measure(house: House, size: Size) -> list[Figure]:
    """Wrong bookings, and the shares of what books itself and of what is suggested first, among few and many slips."""
    many = size.credits_many
    async with fresh_database(house, "bench_matching") as its, connected(its, 2) as database:
        usual = await outcome(its, database, many, SEED, USUAL_SLIPS)
    async with fresh_database(house, "bench_slips") as its, connected(its, 2) as database:
        hard = await outcome(its, database, many, SEED)
    waiting = f"{many - usual.to_book:,} bear no reference unharmed"
    return [
        _wrong(f"wrong bookings of {many:,} noisy payments", usual),
        _share("booked by themselves, of all of them", usual.booked / many, waiting, BOOKED_MIN),
        _wrong(f"wrong bookings of {many:,}, four times as many slips among them", hard),
        _share(
            *("booked by themselves, of those that bear their reference", hard.booked / hard.to_book),
            *(f"{hard.to_book:,} payments", BOOKED_MIN),
        ),
        _share(
            *("suggested first, of the others", hard.first / max(1, hard.to_wait)),
            *(f"{hard.to_wait:,} payments", SUGGESTED_MIN),
        ),
    ]


def _wrong(what: str, found: Outcome) -> Figure:
    told = f"{found.many / found.seconds:,.0f} a second, the noisy ones with their suggestions"
    wrong = sum(found.wrong.values())
    return Figure(PART, what, f"{wrong}", told, None, "none", wrong == 0)


def _share(what: str, share: float, told: str, least: float) -> Figure:
    return Figure(PART, what, f"{share:.2%}", told, None, f"at least {least:.0%}", share >= least)


async def outcome(house: House, database: Database, many: int, by_seed: int, slips: float = 1.0) -> Outcome:
    """Book a corpus of so many payments in an empty house, and compare with its truth."""
    await seed(database, 2, 4 * many + 40)
    owed = await _varied(database)
    await settle(house)
    made = corpus(owed, many, by_seed, slips)
    seconds = 0.0
    for account, iban in ((OURS, IBAN), (OTHER, OTHER_IBAN)):
        lines = [paid for paid in made if paid.account == account]
        if lines:
            seconds += (await book(database, house.folder, BytesIO(_file(iban, lines)))).seconds
    return await _compared(database, made, seconds)


async def _varied(database: Database) -> list[Owed]:
    """Every claim with an amount, a payer and a number of its own; and a second client account."""
    async with database.transaction() as connection:
        for statement in (VARY, POSTED, PURCHASES, PAYERS):
            await connection.execute(statement)
        command = OpenAccount(OTHER_IBAN, "DNBANOKK", "NOK", "Another account", KID, None, sandbox=True)
        await open_account(command, work(connection))
        return [Owed(**dict(row)) for row in await connection.fetch(OWED)]


def _file(iban: str, made: Sequence[Noisy]) -> bytes:
    account = BankAccountRef(iban)
    lines = tuple(_line(account, paid, place) for place, paid in enumerate(made, start=1))
    created = datetime(DAY.year, DAY.month, DAY.day, tzinfo=UTC)
    return write_camt054(Notification(f"CORPUS{iban[:6]}", created, account, "NOK", lines))


def _line(account: BankAccountRef, paid: Noisy, place: int) -> BankLine:
    named = tuple(
        Reference(ReferenceKind.SCOR, value, "SCOR", amount=None if part is None else Money(part, "NOK"))
        for value, part in paid.references
    )
    return BankLine(
        account,
        Money(paid.amount_minor, "NOK"),
        Direction.CREDIT,
        booked_on=DAY,
        value_on=DAY,
        entry_reference=f"CORPUS{place:09}",
        references=named,
        text=paid.text,
        party_name=paid.payer,
        entry_no=place,
    )


async def _compared(database: Database, made: Sequence[Noisy], seconds: float) -> Outcome:
    async with database.reading() as connection:
        accounts = await connection.fetch("SELECT bank_account_id, iban FROM house.bank_account")
        ids = {row["iban"]: row["bank_account_id"] for row in accounts}
        booked = {(r["bank_account_id"], r["position"]): frozenset(r["claims"]) for r in await connection.fetch(BOOKED)}
        first = {
            (r["bank_account_id"], r["position"]): frozenset(r["claims"]) for r in await connection.fetch(SUGGESTED)
        }
    places = Counter[str]()
    told = Outcome(seconds=seconds)
    for paid in made:
        places[paid.account] += 1
        key = (ids[IBAN if paid.account == OURS else OTHER_IBAN], places[paid.account])
        told.to_book += paid.booked
        told.to_wait += not paid.booked
        if key in booked and booked[key] != paid.truth:
            told.wrong[paid.kind] += 1
        elif paid.booked and key in booked:
            told.booked += 1
        elif paid.booked:
            told.missed[paid.kind] += 1
        else:
            told.first += key in booked or first.get(key) == paid.truth
    return told
