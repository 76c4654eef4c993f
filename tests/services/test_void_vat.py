"""The credit note of a void spreads its amount over the VAT rates of the invoice, to the øre."""

import pytest

from fordring.domain.merchant import Merchant
from fordring.domain.purchase.totals import GivenLine, GivenOrder
from fordring.storage.transaction import Database
from support import make
from support.lives import credit_note_of, paid_by_invoice, received, voided

# What the invoice bears as amount@rate, what is paid before the void, and what the credit note bears as
# amount@rate:VAT, the highest rate first.
TABLE = """
lines                        paid   credited
12500@25                     0      12500@25:2500
12500@25                     1      12499@25:2500
12500@25                     12499  1@25:0
10000@25,-2000@25            0      8000@25:1600
10000@25,-2000@25            4000   4000@25:800
9000@0                       4500   4500@0:0
10000@25,5000@15,1000@0      0      10000@25:2000,5000@15:652,1000@0:0
10000@25,5000@15,1000@0      8000   5000@25:1000,2500@15:326,500@0:0
10000@25,-2000@0             0      10000@25:2000,-2000@0:0
10000@25,-2000@0             4000   5000@25:1000,-1000@0:0
10000@25,-2500@25,700@15     2733   5000@25:1000,467@15:61
333@25,333@15,334@12         1      333@25:67,333@15:43,333@12:36
"""


def order_of(lines: str) -> GivenOrder:
    pairs = [line.split("@") for line in lines.split(",")]
    given = tuple(GivenLine("Thing", int(amount), vat_bp=int(rate) * 100) for amount, rate in pairs)
    return GivenOrder(sum(line.amount_minor for line in given), "order-1", lines=given)


@pytest.mark.parametrize("row", TABLE.strip().splitlines()[1:])
async def test_a_credit_note_bears_its_part_of_each_rate(database: Database, merchant: Merchant, row: str) -> None:
    lines, paid, credited = row.split()
    order = order_of(lines)
    view = await paid_by_invoice(database, make.payment_by_invoice(merchant, order=order))
    if int(paid):
        await received(database, view.claim, int(paid))
    await voided(database, view)
    note = await credit_note_of(database, view)
    said = [f"{line['amount_minor']}@{line['vat_bp'] // 100}:{line['vat_minor']}" for line in note.content["lines"]]
    assert ",".join(said) == credited
    assert sum(line["amount_minor"] for line in note.content["lines"]) == order.amount_minor - int(paid)


async def test_a_merchant_outside_the_vat_register_credits_without_vat(database: Database) -> None:
    small = await make.merchant(database, account_id="T33334444", vat_registered=False)
    order = GivenOrder(12_500, "order-1", lines=(GivenLine("Thing", 12_500),))
    view = await paid_by_invoice(database, make.payment_by_invoice(small, order=order))
    await voided(database, view)
    (line,) = (await credit_note_of(database, view)).content["lines"]
    assert (line["amount_minor"], line["vat_minor"], line["vat_bp"]) == (12_500, 0, 0)
