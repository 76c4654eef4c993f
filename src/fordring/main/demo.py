"""The demo shop's ways into the house: the sandbox's clock, its bank, and the calls that follow at once."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Protocol
from uuid import UUID

from fordring.domain.errors import BusyError
from fordring.faces.common.context import FaceContext
from fordring.faces.own.routes.money import paid_in
from fordring.faces.own.wire.money import PayBody
from fordring.gateways.blobs import Blobs
from fordring.jobs.bank_day import play_bank_day
from fordring.jobs.booking import BookBankFile
from fordring.jobs.context import JobsContext
from fordring.jobs.handlers import player_of
from fordring.jobs.sender import Sender
from fordring.main.sandbox import ACCOUNT_ID
from fordring.pages.demo.hands import Demo
from fordring.services.incoming_file import keep_bank_file
from fordring.services.sandbox.move_clock import ClockMove
from fordring.simulators.bank_day import Deed, PlayDay
from fordring.simulators.bank_formats import FileFormat
from fordring.storage import merchants
from fordring.storage.ids import new_id

SEED_MAX = 2**31 - 1


class IsSigned(Protocol):
    """How a face checks a call that came to a shop."""

    def __call__(
        self, method: str, url: str, headers: Mapping[str, str], account_id: str, secret: str, now: datetime | None
    ) -> bool:
        """Whether the account's secret signed it, not long before `now`."""


def demo_of(face: FaceContext, jobs: JobsContext, blobs: Blobs, is_signed: IsSigned) -> Demo:
    """The shop of the sandbox's first merchant. A payment is booked and told in place, whether a worker runs or not."""
    player = player_of(jobs)

    async def advance(merchant_id: UUID, days: int) -> None:
        await player.advance(merchant_id, ClockMove(days=days))

    async def pay(merchant_id: UUID, claim_no: int, minor: int | None) -> None:
        async with jobs.database.reading() as connection:
            merchant = await merchants.get(connection, merchant_id)
        body = PayBody(claim_id=claim_no, amount=minor, format="camt.054")
        file = await paid_in(face, partial(keep_bank_file, blobs), merchant, body)
        with suppress(BusyError):  # a worker has it in hand, and tells of it too
            await BookBankFile(jobs).book(file.bank_file_id)
            await Sender(jobs).send_due_of(merchant_id)

    async def play(merchant_id: UUID, claim_no: int, deed: str) -> None:
        """Each time another seed, so that the same deed again is other money."""
        seed = new_id().int & SEED_MAX
        await play_bank_day(jobs, merchant_id, PlayDay(seed, (Deed(deed),), (claim_no,), FileFormat.CAMT_054))
        await Sender(jobs).send_due_of(merchant_id)

    def is_signed_now(method: str, url: str, headers: Mapping[str, str], secret: str) -> bool:
        return is_signed(method, url, headers, ACCOUNT_ID, secret, jobs.wall())

    return Demo(ACCOUNT_ID, advance, pay, play, is_signed_now, may_call_back=face.allow_private_callbacks)
