"""The payer disputes a claim: from then on no automatic step is taken, until a case handler has answered."""

from dataclasses import dataclass

from fordring.domain.claim.page_link import PageToken
from fordring.domain.claim.payer_request import Kind, PayerRequest, pause_for_dispute, plain, words_problems
from fordring.domain.errors import InvalidCommandError
from fordring.services.payer_words import keep, said_about, with_pause
from fordring.storage.ids import new_id
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class DisputeClaim:
    """The token of the link, and what the payer thinks is wrong."""

    token: PageToken
    reason: str


async def dispute_claim(command: DisputeClaim, work: Work) -> PayerRequest:
    """Keep it and pause the claim; while one waits for its answer, that one is all there is.

    A claim that was paused without an end stays so. The pause it takes the place of comes back when it is answered.
    Raises NotFoundError, InvalidCommandError naming `reason`, IllegalTransitionError for what is not owed.
    """
    said, words = await said_about(work, command.token, Kind.DISPUTE), plain(command.reason)
    waiting = said.open(Kind.DISPUTE)
    if waiting is not None:
        return waiting
    problems = tuple(words_problems(words, needed=True))
    if problems:
        raise InvalidCommandError(*problems)
    claim = said.claim
    pause = pause_for_dispute(claim, words, said.now, said.today)
    before = claim.pause if claim.paused_on(said.today) else None
    request = PayerRequest(
        *(claim.merchant_id, new_id(), claim.claim_id, Kind.DISPUTE, said.now),
        words=words,
        paused_at=pause.at,
        paused_before=before,
    )
    await keep(work, with_pause(claim, pause, work, said.now), request, "disputed")
    return request
