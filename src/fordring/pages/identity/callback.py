"""The way back from a provider: take the `state`, ask the provider with nothing open, record what came of it, pay."""

from dataclasses import dataclass

import structlog
from starlette.requests import Request
from starlette.responses import Response

from fordring.domain.errors import IllegalTransitionError, NotFoundError
from fordring.domain.identity.person import Identified
from fordring.domain.identity.verification import Callback, Doubt, Failure, Journey, Standing, Verification
from fordring.gateways.identity.fetching import ProviderError, UnreachableError
from fordring.gateways.identity.provider import Identifies, Return
from fordring.pages.identity.desk import Desk
from fordring.pages.identity.notices import Notice
from fordring.pages.identity.shown import unknown
from fordring.pages.identity.visit import SECRET, Held, held_by
from fordring.services.identity.answer_callback import Answered, answer_callback
from fordring.services.identity.conclude_verification import ConcludeVerification, conclude_verification
from fordring.storage import merchants, verifications
from fordring.storage.verifications import sha256_of_state

log = structlog.get_logger(__name__)

CODE_MAX = 4_000
CANCELLED = frozenset({"access_denied", "user_cancel", "cancelled_by_user", "interaction_required"})
OUT_OF_ORDER = frozenset({"temporarily_unavailable", "server_error"})


@dataclass(frozen=True, slots=True)
class Callbacks:
    """The route of providers' answers."""

    desk: Desk

    async def come_back(self, request: Request) -> Response:
        """Whoever comes back goes on to the shop, or to the page of the identification. A `state` is used once.

        Raises NotFoundError for one that is not known.
        """
        state = request.query_params.get("state", "")
        known = await self._known(state)
        held = held_by(request, known)
        callback = Callback(request.path_params["provider"], sha256_of_state(state), held.browser_sha256)
        answered = await self.desk.do(lambda work: answer_callback(state, callback, work))
        if answered.journey is None:
            return self._doubted(request, answered, held)
        outcome = await self._outcome(request, answered, answered.journey)
        try:
            concluded = await self._conclude(state, outcome, answered.verification)
        except IllegalTransitionError:  # the payer began again meanwhile, in another window
            return self.desk.to_page(held)
        if concluded.standing is not Standing.VERIFIED:
            return self.desk.to_page(held)
        return await self.desk.pay(concluded, held)

    async def _known(self, state: str) -> Verification:
        """Raises NotFoundError."""
        if not SECRET.fullmatch(state):
            raise NotFoundError("identification", "of this state")
        async with self.desk.context.database.reading() as connection:
            return await verifications.by_state(connection, state)

    def _doubted(self, request: Request, answered: Answered, held: Held) -> Response:
        """To the page, if this browser is the one that has it; else it is told nothing of whose callback that is."""
        log.info("identity_callback_refused", doubt=str(answered.doubt))
        if not held.secret or answered.doubt in {Doubt.OTHER_BROWSER, Doubt.OTHER_PROVIDER}:
            return unknown(request, Notice.OTHER_BROWSER)
        return self.desk.to_page(held, Notice.LATE if answered.doubt is Doubt.LATE else None)

    async def _outcome(self, request: Request, answered: Answered, journey: Journey) -> Identified | Failure:
        """Who it is, or why nobody: the provider's own error, or what came of asking it."""
        told = request.query_params
        if "error" in told:
            failed = Failure.CANCELLED if told["error"] in CANCELLED else Failure.REFUSED
            return Failure.UNREACHABLE if told["error"] in OUT_OF_ORDER else failed
        code = told.get("code", "")
        provider = await self._provider(answered.verification, journey)
        if provider is None or not 0 < len(code) <= CODE_MAX:
            return Failure.REFUSED
        came = Return(
            redirect_uri=self.desk.callback(journey.provider),
            nonce=journey.nonce,
            verifier=journey.verifier,
            code=code,
            issuer=told.get("iss"),
        )
        try:
            return await provider.finish(came, self.desk.context.wall())
        except UnreachableError as error:
            log.warning("identity_provider_unreachable", provider=journey.provider, why=str(error))
            return Failure.UNREACHABLE
        except ProviderError as error:
            log.warning("identity_provider_not_believed", provider=journey.provider, why=str(error))
            return Failure.UNTRUSTED

    async def _provider(self, verification: Verification, journey: Journey) -> Identifies | None:
        async with self.desk.context.database.reading() as connection:
            merchant = await merchants.get(connection, verification.merchant_id)
        return self.desk.context.identity.find(journey.provider, sandbox=merchant.sandbox)

    async def _conclude(self, state: str, outcome: Identified | Failure, verification: Verification) -> Verification:
        """Raises IllegalTransitionError."""
        if isinstance(outcome, Identified):
            place = f"{verification.merchant_id} {verification.verification_id}"
            sealed = self.desk.context.seal(outcome.national_id, place)
            command = ConcludeVerification(state, outcome.person, sealed)
        else:
            command = ConcludeVerification(state, outcome)
        return await self.desk.do(lambda work: conclude_verification(command, work))
