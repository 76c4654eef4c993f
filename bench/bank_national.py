"""The files of national formats: as many payments as open claims, from a file's first byte to its last booking."""

from datetime import UTC, datetime

from bench.bank_file import DAY
from bench.figures import Figure
from bench.house import House, connected, fresh_database, settle
from bench.in_a_process import book_in_a_process
from bench.orders import NORWAY, SWEDEN
from bench.seed import seed
from fordring.simulators.bank import Deposit
from fordring.simulators.bank_formats import FileFormat, deposits_file

ACCOUNTS = {FileFormat.OCR_GIRO: NORWAY, FileFormat.BGMAX: SWEDEN}
PAYERS = {"NO": "97101234561", "SE": "3783511"}
AT = datetime(DAY.year, DAY.month, DAY.day, 12, tzinfo=UTC)


async def national(house: House, part: str, credits_many: int, least: float) -> list[Figure]:
    """Lines a second of each format, every claim paid in full."""
    figures = []
    for file_format, account in ACCOUNTS.items():
        async with fresh_database(house, "bench_bank") as its:
            async with connected(its, 2) as database:
                claims = (await seed(database, 2, credits_many, account=account)).claims
                deposits = [
                    Deposit(claim.amount, DAY, claim.reference, payer_account=PAYERS[account.country])
                    for claim in claims
                ]
            await settle(its)
            booked = await book_in_a_process(its, deposits_file(account, deposits, "BENCH", AT, file_format))
            async with connected(its, 1) as database, database.reading() as connection:
                closed = await connection.fetchval("SELECT count(*) FROM claim WHERE state = 'closed'")
        if closed != len(claims):
            raise RuntimeError(f"{len(claims)} claims were paid, but {closed} are closed")
        rate = booked.lines / booked.seconds
        what = f"{file_format} of {booked.lines:,} payments, parsed, matched, booked"
        figures.append(
            Figure(part, what, f"{rate:,.0f} a second", "", None, f"at least {least:,} a second", rate >= least)
        )
    return figures
