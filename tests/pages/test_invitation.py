"""An invitation: its mail, and the page of its link, which accepts once and only by its button."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from fordring.domain.invitation import Guest
from fordring.domain.merchant import Merchant
from fordring.jobs.deliver_invitation import OVER
from fordring.services.onboarding.invite import Invite, invite
from fordring.storage import mailbox, undelivered
from fordring.storage.transaction import Database
from jobs.outgoing import LATER, Installation
from pages.stage import browser, pages_of
from support import make

KARI = Guest(email="kari@example.com", name="Kari <b>Nordmann</b>")
OFFICE = Guest(email="kari@example.com", name="Kari", accountant=True, organization_number="974760673")


async def invited(house: Installation, merchant: Merchant, guest: Guest = KARI) -> None:
    command = Invite(merchant.creditor_no, {merchant.merchant_id}, guest)
    await house.database.run(lambda connection: invite(command, house.jobs.work(connection)))


def link_in(text: str) -> str:
    found = re.search(r"http://localhost:8080(/invitation/[\w-]{43})", text)
    assert found, text
    return found[1]


async def link_of(house: Installation, merchant: Merchant, guest: Guest = KARI) -> str:
    """The path of the link in the mail that came last."""
    await invited(house, merchant, guest)
    await house.run(merchant)
    async with house.database.reading() as connection:
        return link_in((await mailbox.newest(connection, None, 1))[0].message.body_text)


async def test_opening_the_link_changes_nothing_and_its_button_accepts_once(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    link = await link_of(house, merchant)
    async with browser(pages_of(house), base="http://shop.example", address="192.0.2.1") as guest:
        for _ in range(2):
            shown = await guest.get(link)
            assert shown.status_code == 200
            assert "Fjord Sykkel AS har invitert deg" in shown.text
            assert "Kari &lt;b&gt;Nordmann&lt;/b&gt; (kari@example.com)" in shown.text
            assert '<form method="post">' in shown.text
            assert "form-action 'self'" in shown.headers["content-security-policy"]
        for _ in range(2):
            accepted = await guest.post(link, follow_redirects=True)
            assert (accepted.status_code, "<form" in accepted.text) == (200, False)
            assert "Du sa ja 16.11.2026" in accepted.text


async def test_links_that_lead_nowhere_or_are_over_have_a_friendly_page(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    first, second = await link_of(house, merchant), await link_of(house, merchant)
    accountant = await link_of(house, merchant, OFFICE)
    async with browser(pages_of(house)) as guest:
        for path in ("/invitation/no", f"/invitation/{'x' * 500}", "/invitation/%00%C3%A5"):
            for method in ("GET", "POST"):
                answer = await guest.request(method, path, headers={"Accept-Language": "fi-FI,en"})
                assert (answer.status_code, "Linkki ei johda mihinkään" in answer.text) == (404, True)
        answer = await guest.post(first, follow_redirects=True)
        assert (answer.status_code, "gjelder ikke lenger" in answer.text) == (410, True)
        assert "regnskapsfører (974760673)" in (await guest.get(accountant)).text
        house.wall.now += timedelta(days=14)
        answer = await guest.post(second, follow_redirects=True)
        assert (answer.status_code, "<form" in answer.text) == (410, False)


async def test_a_mail_that_is_tried_again_bears_a_link_of_its_own_and_both_lead_there(
    database: Database, tmp_path: Path
) -> None:
    merchant = await make.merchant(database, "SE", "P11112222")
    house = Installation(database, tmp_path, emails=(LATER,))
    await invited(house, merchant)
    async with database.reading() as connection:
        row = await connection.fetchrow("SELECT * FROM delivery")
    assert row is not None
    for attempt in (1, 2, 2):
        payload: dict[str, object] = {"delivery_id": str(row["delivery_id"]), "attempt": attempt}
        await house.do("deliver_invitation", merchant, payload)
    links = [link_in(mail.text) for mail in house.email.sent]
    assert len({*links}) == len(links) == 2
    assert house.email.sent[1].subject == "Du är inbjuden till Sjö Cykel AB"
    assert f'href="http://localhost:8080{links[1]}"' in (house.email.sent[1].html or "")
    async with browser(pages_of(house)) as guest:
        assert "Sjö Cykel AB har bjudit in dig" in (await guest.get(links[0])).text
        assert (await guest.post(links[1], follow_redirects=True)).status_code == 200
        assert "Du sa ja" in (await guest.get(links[0])).text
        kept = await _everything_kept(database)
        assert not [link for link in links if link.rpartition("/")[2] in kept]


async def _everything_kept(database: Database) -> str:
    async with database.reading() as connection:
        rows = await connection.fetch("SELECT l::text AS text FROM house.invitation_link l")
        rows += await connection.fetch("SELECT p::text AS text FROM house.pgqueuer p")
    return " ".join(row["text"] for row in rows)


async def test_a_mail_whose_invitation_is_over_is_given_up(database: Database, tmp_path: Path) -> None:
    merchant = await make.merchant(database, "FI", "P11112222")
    house = Installation(database, tmp_path)
    await invited(house, merchant)
    await invited(house, merchant, replace(KARI, name="Kari"))
    await house.run(merchant)
    assert [mail.recipient.name for mail in house.email.sent] == ["Kari"]
    async with database.reading() as connection:
        (given_up,) = await undelivered.listed(connection)
    assert given_up.detail == OVER.detail
