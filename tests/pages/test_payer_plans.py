"""A payment plan on the payer's page: asked for, granted, and shown with what is paid of it."""

from pathlib import Path

from fordring.domain.claim.payer_request import Answer
from fordring.domain.merchant import Merchant
from fordring.pages.payer.texts.plans import PLAN_TEXTS
from fordring.storage.transaction import Database
from pages.payer_stage import case
from pages.stage import newest


async def test_a_plan_that_is_granted_stands_on_the_page_with_its_references(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with case(database, merchant, tmp_path) as it:
        asked = await it.post("plan", day="2026-12-20", count="", monthly="5 000,50")
        assert asked.status_code == 303
        assert "i måneden, første gang 20.12.2026" in await it.page()
        assert (await it.story())[-1] == "payer_asks_for_plan"
        await it.answer(Answer.GRANTED, "Da gjør vi det slik.")
        assert (await it.story())[-2:] == ["plan_agreed", "payer_answered"]
        told = await it.page()
        assert '<h2 id="plan">Nedbetalingsavtale</h2>' in told
        assert "Avdrag 1, forfall 21.12.2026" in told
        assert "Betales med" in told
        assert f'action="{it.link}/plan?' not in told
        box = told.partition('id="pay"')[2].partition("</section>")[0]
        whole = (await it.claim()).reference
        assert whole
        assert whole not in box, "an instalment is paid by its own reference"
        assert "<strong>Avdrag 1, forfall 21.12.2026</strong>" in box
        assert 'data-copy="21.12.2026"' in box
        assert (await it.post("plan", day="2026-12-20", count="1")).status_code == 409
        await it.house.run(merchant)
        mail = (await newest(it.house)).message
        assert mail.subject.startswith("Nedbetalingsavtale")
        assert "Er det ikke betalt 14 dager etter den, er avtalen brutt." in " ".join(mail.body_text.split())


async def test_a_plan_of_one_instalment_is_told_as_one(database: Database, merchant: Merchant, tmp_path: Path) -> None:
    async with case(database, merchant, tmp_path) as it:
        await it.post("plan", day="2026-12-20", count="1")
        asked = (await it.payer.get(f"{it.link}?language=en")).text
        await it.answer(Answer.GRANTED)
        granted = (await it.payer.get(f"{it.link}?language=en")).text
    assert ("1 instalment," in asked, "1 instalment." in granted) == (True, True)
    assert "1 instalments" not in asked + granted


REFUSED: list[tuple[dict[str, str], str]] = [
    ({"day": "2026-12-20", "count": "0"}, "Oppgi enten et beløp"),
    ({"day": "2026-12-20", "count": "1", "monthly": "500"}, "Oppgi enten et beløp"),
    ({"day": "2026-12-20"}, "Oppgi enten et beløp"),
    ({"day": "2026-12-20", "count": "tre"}, "Oppgi enten et beløp"),
    ({"day": "2026-12-20", "monthly": "1.2345"}, "Oppgi enten et beløp"),
    ({"day": "2027-12-20", "count": "1"}, "innen to måneder"),
    ({"day": "", "count": "1"}, "Velg en dag."),
]


async def test_what_cannot_be_asked_for_is_told_beside_its_field(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with case(database, merchant, tmp_path) as it:
        for fields, told in REFUSED:
            answer = await it.post("plan", **fields)
            assert (answer.status_code, told in answer.text) == (422, True), fields
        assert await it.requests() == []


def test_every_language_says_the_same() -> None:
    for texts in PLAN_TEXTS.values():
        assert set(texts.leads) == set(PLAN_TEXTS["en"].leads)
        assert set(texts.states) == set(PLAN_TEXTS["en"].states)
        assert ("{count}" in texts.instalment) is ("{day}" in texts.instalment) is True
