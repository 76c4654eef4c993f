"""What the verbs of a payer share: the claim behind the link on the merchant's day, and the request kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from fordring.domain.calendar import local_day
from fordring.domain.claim.claim import Claim, Pause
from fordring.domain.claim.page_link import PageToken
from fordring.domain.claim.payer_request import Kind, PayerRequest, may_be_said
from fordring.domain.errors import IllegalTransitionError
from fordring.domain.merchant import Merchant
from fordring.storage import claims, merchants, payer_pages, payer_requests
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class Said:
    """A claim that its payer says something about, locked, and what was said before."""

    merchant: Merchant
    claim: Claim
    now: datetime
    earlier: Sequence[PayerRequest]

    @property
    def today(self) -> date:
        """The merchant's own day."""
        return local_day(self.now, self.merchant.country)

    def open(self, kind: Kind) -> PayerRequest | None:
        """The same, said before and not answered yet: a second click says nothing new."""
        return next((each for each in self.earlier if each.kind is kind and each.answer is None), None)


async def said_about(work: Work, token: PageToken, kind: Kind) -> Said:
    """What the token opens, locked. Raises NotFoundError, and IllegalTransitionError where there is nothing to say."""
    claim = await payer_pages.behind(work.connection, token, lock=True)
    if not may_be_said(claim):
        raise IllegalTransitionError("a claim", claim.state, kind)
    merchant = await merchants.get(work.connection, claim.merchant_id)
    return Said(merchant, claim, merchant.now(work.wall), await payer_requests.of_claim(work.connection, claim))


async def keep(work: Work, claim: Claim, request: PayerRequest, event: str) -> None:
    """The request, and a line in the claim's story, of which whoever watches the claim hears."""
    facts = {"day": request.day, "message": request.words or None}
    told, happened = claim.happened(event, request.created_at, work.asker.name, **facts)
    told = await claims.save(work.connection, told)
    payer_requests.add(work.unit, request, work.wall)
    claims.add_event(work.unit, told, happened, work.wall)
    await work.unit.flush()


def with_pause(claim: Claim, pause: Pause | None, work: Work, at: datetime) -> Claim:
    """The claim with this pause from now on, and the line in its story where that is a change."""
    if pause == claim.pause:
        return claim
    kind, facts = ("resumed", {}) if pause is None else ("paused", {"message": pause.because, "until": pause.until})
    told, event = replace(claim, pause=pause).happened(kind, at, work.asker.name, **facts)
    claims.add_event(work.unit, told, event, work.wall)
    return told
