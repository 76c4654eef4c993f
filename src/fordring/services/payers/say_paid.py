"""The payer says that it was paid: nothing is booked by that, but a case handler sees it and looks for the money."""

from dataclasses import dataclass
from datetime import date

from fordring.domain.claim.page_link import PageToken
from fordring.domain.claim.payer_request import Kind, PayerRequest, paid_problems, plain, words_problems
from fordring.domain.errors import InvalidCommandError
from fordring.services.payer_words import keep, said_about
from fordring.storage.ids import new_id
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class SayPaid:
    """The token of the link, the day it was paid, and what the payer has to say of it."""

    token: PageToken
    day: date
    note: str = ""


async def say_paid(command: SayPaid, work: Work) -> PayerRequest:
    """Keep it; while one waits for its answer, that one is all there is.

    Raises NotFoundError, InvalidCommandError naming `day` or `note`, IllegalTransitionError for what is not owed.
    """
    said, words = await said_about(work, command.token, Kind.PAID), plain(command.note)
    waiting = said.open(Kind.PAID)
    if waiting is not None:
        return waiting
    problems = (*paid_problems(command.day, said.today), *words_problems(words))
    if problems:
        raise InvalidCommandError(*problems)
    ids = (said.claim.merchant_id, new_id(), said.claim.claim_id)
    request = PayerRequest(*ids, Kind.PAID, said.now, command.day, words)
    await keep(work, said.claim, request, "payer_says_paid")
    return request
