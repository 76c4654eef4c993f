"""Every country and kind of customer, from the issue to every way a claim is closed, on the sandbox clock."""

from dataclasses import dataclass
from datetime import date

import pytest

from fordring.domain.calendar import local_day
from fordring.domain.claim.claim import Claim, ClaimKind
from fordring.domain.claim.parts import Parts
from fordring.domain.followup.settings import Regime
from fordring.domain.merchant import Clock, Merchant
from fordring.domain.purchase.purchase import Product
from fordring.jobs.following_up import FollowUp
from fordring.jobs.periodic import dailies_of
from fordring.jobs.play import Player
from fordring.jobs.registry import Task
from fordring.services.following_up.choose_follow_up import ChooseFollowUp, choose_follow_up
from fordring.services.following_up.follow_up_due import FOLLOW_UP
from fordring.services.sandbox.move_clock import ClockMove
from fordring.storage import merchants
from fordring.storage.transaction import Connection, Database
from support import make
from support.fates import FATES, Deed, Fate, pay
from support.followed import delivered_claim, jobs_at, stored, story
from support.groups import company
from support.judged import judged
from support.lives import count
from support.registrations import registered, registration, started

WEEKS = 40
YEARS = 3 * 365
STEPS = {
    "NO own": ["reminded", "noticed", "demanded"],
    "NO collector": ["reminded", "noticed", "demanded", "heavily_demanded"],
    "SE own": ["reminded", "demanded"],
    "FI own": ["reminded", "demanded"],
}
NEVER_PAID = {
    "NO own": Parts(100_000, 18_900, 1_745),
    "NO collector": Parts(100_000, 60_100, 3_188, 52_500),
    "SE own": Parts(100_000, 18_000, 658),
    "FI own": Parts(100_000, 500, 833),
}
"""What a consumer owes after forty weeks who never paid 1000,00."""
CASE_STEPS = ("noticed", "demanded")
WORDS = {*STEPS["NO collector"], "legal_action"}
CASE = "handed over, paid after the demand"
ASKED_ABOUT = {"disputed", "to court", "watched"}
"""Those that a person is asked about: of the last two nothing comes by itself, and they will be time-barred."""


@dataclass
class Followed:
    """A claim, its fate, and how many deeds of it were done."""

    claim: Claim
    name: str
    fate: Fate
    business: bool
    done: int = 0

    def ends(self, variant: str) -> tuple[list[str], str]:
        """Its steps, and why it is closed in the end. Who waits for a step that never comes never does anything."""
        steps = STEPS[variant]
        if self.name == CASE:
            reminded = ["reminded"] if variant == "FI own" and not self.business else []
            return reminded + [step for step in STEPS[variant] if step in CASE_STEPS], self.fate.closed
        cues = [cue for cue, _ in self.fate.deeds if cue in WORDS]
        if self.fate.goes_on or not {*cues} <= {*steps}:
            return steps + ["legal_action"] * (self.name == "to court"), "time_barred"
        return steps[: max((steps.index(cue) + 1 for cue in cues), default=0)], self.fate.closed


@dataclass(frozen=True)
class Stage:
    """A merchant whose clock stands still until it is moved, and its claims."""

    database: Database
    owner: Merchant
    player: Player
    followed: list[Followed]

    async def goes_on(self, days: int) -> date:
        """So many days later; everything due on the way is done."""
        moved = await self.player.advance(self.owner.merchant_id, ClockMove(days=days))
        return local_day(moved.shows, self.owner.country)

    async def do_deeds(self, day: date) -> None:
        """What the claims' stories now call for."""
        for each in self.followed:
            if each.done < len(each.fate.deeds):
                cue, deed = each.fate.deeds[each.done]
                if cue in await story(self.database, each.claim):
                    await self._do(deed, await stored(self.database, each.claim), day)
                    each.done += 1

    async def _do(self, deed: Deed, claim: Claim, day: date) -> None:
        await self.database.run(lambda connection: deed(self.player.jobs.work(connection), self.owner, claim, day))


async def opened(database: Database, country: str, regime: Regime, place: int) -> Stage:
    """A merchant with a claim for each fate and kind of customer; each person is a payer, the companies are one."""
    owner = await make.merchant(database, country, f"T1111222{place}", number_prefix=f"AB{place}{country}")
    jobs = jobs_at(database, make.WALL.date())

    async def frozen(connection: Connection) -> None:
        await merchants.set_clock(connection, owner.merchant_id, Clock(frozen_at=make.WALL))
        for business in (False, True) if regime is Regime.COLLECTOR else ():
            whose = {"regime": "collector", "licence": "2026/1", "collector": "Fjellinkasso AS"}
            wanted = {**whose, "steps": _steps()}
            command = ChooseFollowUp(owner.merchant_id, business, wanted)
            await choose_follow_up(command, jobs.work(connection))

    await database.run(frozen)
    followed = []
    for business in (False, True):
        for number, (name, fate) in enumerate(FATES.items()):
            email = f"payer{number}@example.com"
            bill_to = company(country, email=email) if business else make.billing(country, email=email)
            product = Product.BUSINESS if business else Product.CONSUMER
            claim = await delivered_claim(database, owner, 100_000, product=product, billing=bill_to)
            followed.append(Followed(claim, name, fate, business))
    player = Player(jobs, {FOLLOW_UP: Task(FollowUp(jobs))}, dailies_of(jobs))
    return Stage(database, owner, player, followed)


def _steps() -> list[dict[str, str]]:
    kinds = ("reminder", "collection_notice", "payment_demand", "heavy_demand", "legal_action")
    return [{"kind": kind} for kind in kinds]


async def handed_over(stage: Stage, *, business: bool) -> Followed:
    """A case that its creditor handed over, long due, of which nothing was sent."""
    owner = stage.owner
    bill_to = company(owner.country, email="case@example.com") if business else make.billing(owner.country)
    given = registration(
        kind=ClaimKind.COLLECTION_CASE,
        currency=owner.currency,
        billing=bill_to,
        business=business,
        customer_number=f"{20_001 + business}",
        own_number=f"{30_001 + business}",
        invoice_on=date(2026, 9, 1),
        due_on=date(2026, 9, 15),
    )
    claim = (await registered(stage.database, owner, given)).claim
    await started(stage.database, owner, claim)
    return Followed(claim, CASE, Fate((("demanded", pay),)), business)


@pytest.mark.parametrize("place", range(len(STEPS)), ids=list(STEPS))
async def test_every_claim_is_followed_to_every_end(database: Database, place: int) -> None:
    variant = list(STEPS)[place]
    country, regime = variant.split()
    stage = await opened(database, country, Regime(regime), place)
    stage.followed.extend([await handed_over(stage, business=business) for business in (False, True)])
    for _ in range(WEEKS):
        await stage.do_deeds(await stage.goes_on(7))
    [never] = [each.claim for each in stage.followed if each.name == "never" and not each.business]
    assert (await stored(database, never)).open == NEVER_PAID[variant]
    assert await count(database, "follow_up_waiting", "kind <> 'approval'") == 0
    days = [await stage.goes_on(YEARS) for _ in range(4)]
    for each in stage.followed:
        told = await story(database, each.claim)
        now = await stored(database, each.claim)
        steps = [kind for kind in told if kind in WORDS]
        assert (steps, now.closed_because) == each.ends(variant), (each.name, each.business, told)
        assert (now.open, now.next_step_on) == (Parts(), None)
        assert ("person_wanted" in told) is (each.name in ASKED_ABOUT), told
    assert await count(database, "follow_up_waiting") == 0
    counted = await judged(database, stage.owner, days[-1], collector=regime == "collector")
    assert counted.total() > 50, counted
