"""Letters of follow-up at the merchant face: told with what comes next, and read as the invoice is."""

from faces.dintero.stage import BASE, PDF, Shop
from fordring.storage.transaction import Database
from support.followed import delivered_claim, looked_until

ASKED = "?includes=fordring:follow_up"


async def test_a_letter_about_two_invoices_is_a_file_of_each(shop: Shop, database: Database) -> None:
    for amount in (100_000, 50_000):
        await delivered_claim(database, shop.merchant, amount)
    listed = (await shop.get("/v1/transactions")).json()
    assert "fordring:letters" not in (await shop.get(f"/v1/transactions/{listed[0]['id']}{ASKED}")).json()["metadata"]
    await looked_until(database, shop.merchant, "2026-12-14")
    letters = []
    for before in listed:
        told = (await shop.get(f"/v1/transactions/{before['id']}{ASKED}")).json()
        assert (told["status"], told["events"]) == (before["status"], before["events"])
        url = told["metadata"]["fordring:letters"]
        answer = await shop.get(url.removeprefix(BASE))
        assert (answer.status_code, answer.content) == (200, PDF)
        number = told["metadata"]["kravia:invoice_number"]
        assert answer.headers["content-disposition"] == f'inline; filename="reminder_{number}.pdf"'
        letters.append(url)
    assert len({url.rpartition(".")[2] for url in letters}) == 1
    assert len(set(letters)) == 2
