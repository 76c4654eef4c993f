"""The payer asks for more time. Asking changes nothing; a case handler grants it or does not."""

from dataclasses import dataclass
from datetime import date

from fordring.domain.claim.page_link import PageToken
from fordring.domain.claim.payer_request import Kind, PayerRequest, plain, time_problems, words_problems
from fordring.domain.errors import InvalidCommandError
from fordring.services.payer_words import keep, said_about
from fordring.storage.ids import new_id
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class AskMoreTime:
    """The token of the link, the day until which time is asked for, and why."""

    token: PageToken
    day: date
    note: str = ""


async def ask_more_time(command: AskMoreTime, work: Work) -> PayerRequest:
    """Keep it; while one waits for its answer, that one is all there is.

    Raises NotFoundError, InvalidCommandError naming `day` or `note`, IllegalTransitionError for what is not owed.
    """
    said, words = await said_about(work, command.token, Kind.MORE_TIME), plain(command.note)
    waiting = said.open(Kind.MORE_TIME)
    if waiting is not None:
        return waiting
    problems = (*time_problems(command.day, said.claim, said.today), *words_problems(words))
    if problems:
        raise InvalidCommandError(*problems)
    ids = (said.claim.merchant_id, new_id(), said.claim.claim_id)
    request = PayerRequest(*ids, Kind.MORE_TIME, said.now, command.day, words)
    await keep(work, said.claim, request, "payer_asks_for_time")
    return request
