"""How claims stand, as counts in the words of this API."""

from collections import Counter

from fordring.domain.claim.hold import Hold
from fordring.domain.claim.lifecycle import State
from fordring.domain.merchant import Merchant
from fordring.faces.kravia.compatibility import STATUSES
from fordring.faces.kravia.translate.figures import major
from fordring.faces.kravia.vocabulary import status_code
from fordring.faces.kravia.wire.statistic_answers import CaseCounts, Company, CreditorStatistic, CurrencySum
from fordring.services.invoicing.count_claims import Tally
from fordring.storage.house.tokens import Token
from fordring.storage.tallies import Pile

WAITING = frozenset(Hold) - {Hold.PLAN}
"""What waits for somebody; a payment plan is kept by the payer, and goes on."""


def company(token: Token, creditors: list[Merchant]) -> Company:
    """The partner that the token was issued to; else the one creditor that it acts for; else the token's own name."""
    if token.organization_number is None and len(creditors) == 1:
        only = creditors[0]
        return Company(id=only.creditor_no, name=only.name, organization_number=only.organization_number)
    return Company(id=token.token_no, name=token.name, organization_number=token.organization_number)


def case_counts(tally: Tally) -> CaseCounts:
    """Every status, also those that no claim has."""
    counted = Counter(dict.fromkeys(STATUSES, 0))
    for pile in tally.piles:
        counted[_status(pile)] += pile.claims
    return CaseCounts(value=dict(counted))


def creditor_statistic(tally: Tally) -> CreditorStatistic:
    """Open, waiting, closed; and the money, which is not added over currencies."""
    sums = [_sum(tally, currency) for currency in sorted({*tally.currencies, *tally.collected})]
    only = sums[0] if len(sums) == 1 else None
    return CreditorStatistic(
        open_cases=sum(pile.claims for pile in tally.piles if pile.state is State.ISSUED and pile.hold not in WAITING),
        waiting_cases=sum(pile.claims for pile in tally.piles if _waits(pile)),
        closed_cases=sum(pile.claims for pile in tally.piles if pile.state is State.CLOSED),
        cases_with_action_required=tally.undelivered,
        sum_collected_money=only.collected if only else None,
        sum_potential_money=only.potential if only else None,
        sums=sums,
    )


def _sum(tally: Tally, currency: str) -> CurrencySum:
    potential = sum(pile.open_minor for pile in tally.piles if pile.currency == currency and pile.state is State.ISSUED)
    return CurrencySum(
        currency_code=currency,
        collected=major(tally.collected.get(currency, 0), currency),
        potential=major(potential, currency),
    )


def _status(pile: Pile) -> str:
    return status_code(pile.state, pile.closed_because, overdue=pile.overdue, hold=pile.hold, step=pile.last_step)


def _waits(pile: Pile) -> bool:
    return pile.state in {State.DRAFT, State.SCHEDULED} or (pile.hold in WAITING and pile.state is State.ISSUED)
