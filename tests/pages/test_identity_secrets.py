"""A national id is nowhere in plain: not in the database, an answer, an event, a log line or a failure's story."""

import traceback
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any

import structlog

from fordring.domain.merchant import Merchant
from fordring.faces.dintero.translate.session_words import session_words
from fordring.faces.dintero.translate.transactions import transaction
from fordring.gateways.identity.sealing import SealError
from fordring.services.views import CheckoutView, purchase_view
from fordring.simulators.identity.people import PEOPLE
from fordring.storage.transaction import Database
from pages.identity_stage import PUBLIC, stage_of

PLANTED = "01817049954"


class Ears:
    """Hears every line that is logged, of whatever level, with the tracebacks in it."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def __call__(self, _logger: Any, _method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
        """Hear it, and let it go no further."""
        told = event.get("exc_info")
        story = "".join(traceback.format_exception(told)) if isinstance(told, BaseException) else ""
        self.heard.append(f"{event!r} {story}")
        raise structlog.DropEvent


async def everything_kept(database: Database) -> str:
    """Every row of every table of ours, as text."""
    async with database.reading() as connection:
        names = await connection.fetch(
            """SELECT DISTINCT format('SELECT t::text AS text FROM %I.%I t', table_schema, table_name) AS asking
                 FROM information_schema.role_table_grants
                WHERE privilege_type = 'SELECT' AND grantee = 'fordring_app' AND table_schema IN ('public', 'house')"""
        )
        found = [await connection.fetch(row["asking"]) for row in names]
    return "\n".join(row["text"] for rows in found for row in rows)


async def test_a_planted_national_id_is_found_nowhere(database: Database, merchant: Merchant, tmp_path: Path) -> None:
    assert PEOPLE["NO"]["ola"].national_id == PLANTED
    ears, before = Ears(), structlog.get_config()
    structlog.configure(processors=[ears])
    try:
        async with stage_of(database, tmp_path, merchant) as stage:
            view = await stage.open()
            page = await stage.page_of(view, first_name="Kari")
            shown = [await stage.identify(page, "ola")]
            shown += [await stage.identify(page, "garbage")]
            view_2 = await stage.open()
            shown += [await stage.identify(await stage.page_of(view_2), "ola")]
            paid = await stage.checkout(view_2)
            assert paid.purchase_id is not None
            async with database.reading() as connection:
                worded = transaction(await purchase_view(connection, merchant, paid.purchase_id), PUBLIC)
                rows = await connection.fetch("SELECT * FROM verification WHERE sealed_id <> ''")
            session = session_words(CheckoutView(merchant, paid))
            (row,) = rows
            place = f"{row['merchant_id']} {row['verification_id']}"
            assert stage.sealer.open(row["sealed_id"], place) == PLANTED
            assert stage.line.asked[-1].url.endswith("/userinfo")
    finally:
        structlog.configure(**before)
    kept = await everything_kept(database)
    assert "Ola" in kept
    assert row["sealed_id"] in kept
    assert [line for line in ears.heard if "identity_provider_not_believed" in line]
    told = "\n".join(
        [kept, repr(worded), repr(session), *ears.heard, *(f"{page.headers} {page.text}" for page in shown)]
    )
    assert PLANTED not in told
    assert PLANTED[6:] not in told
    assert stage.line.asked[-1].headers["Authorization"] not in repr(stage.line.asked)


async def test_what_was_sealed_opens_in_no_other_row(database: Database, merchant: Merchant, tmp_path: Path) -> None:
    async with stage_of(database, tmp_path, merchant) as stage:
        view = await stage.open()
        await stage.identify(await stage.page_of(view), "ola")
        async with database.reading() as connection:
            sealed = await connection.fetchval("SELECT sealed_id FROM verification")
        try:
            stage.sealer.open(sealed, "another row")
        except SealError:
            return
        raise AssertionError("it was opened")


async def test_the_secrets_of_links_and_ways_are_kept_as_hashes_only(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with stage_of(database, tmp_path, merchant) as stage:
        page = await stage.page_of(await stage.open())
        sent = await stage.set_out(page)
        state = sent.partition("state=")[2].partition("&")[0]
        (cookie,) = stage.browser.cookies.jar
        held = (cookie.value or "").split("~")
        kept = await everything_kept(database)
        for secret in (page.rpartition("/")[2], state, held[1]):
            assert len(secret) == 43
            assert secret not in kept
