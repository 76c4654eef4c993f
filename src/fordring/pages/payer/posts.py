"""What the forms of the payer's page send: each becomes a verb, and the page is shown again with what came of it."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import cast

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from fordring.domain.claim.page_link import PAGES, PageToken
from fordring.domain.errors import FieldProblem, IllegalTransitionError, InvalidCommandError
from fordring.formats.documents.model import Language
from fordring.pages.context import PagesContext
from fordring.pages.payer.door import Answer
from fordring.pages.payer.forms import ForeignFormError, LargeFormError, amount_in, count_in, day_in, read_form
from fordring.pages.payer.headers import KEPT_TO_ITSELF, PAGE_HEADERS
from fordring.pages.payer.replies import Attempt
from fordring.pages.payer.texts import REPLIES, TEXTS
from fordring.pages.payer.view import Reader
from fordring.pages.render import page
from fordring.services.correspondents import language_of
from fordring.services.payers.ask_more_time import AskMoreTime, ask_more_time
from fordring.services.payers.ask_plan import AskPlan, ask_plan
from fordring.services.payers.confirm_account import ConfirmAccount, Confirmed, confirm_account
from fordring.services.payers.dispute_claim import DisputeClaim, dispute_claim
from fordring.services.payers.propose_account import ProposeAccount, propose_account
from fordring.services.payers.resend_code import ResendCode, resend_code
from fordring.services.payers.say_paid import SayPaid, say_paid
from fordring.services.payers.show_page import PayerPage, ShowPage, show_page
from fordring.services.payments.give_account import GiveAccount, give_account
from fordring.storage.ids import new_id
from fordring.storage.transaction import Connection
from fordring.storage.unit import Unit
from fordring.storage.work import Asker, Work

PAYER = "payer"
MINOR_DIGITS_USUAL = 2

Fields = Mapping[str, str]
Submit = Callable[[PageToken, Fields], Awaitable[str]]
"""Does what a form asks for; the word of what was done, by which the page thanks."""


class Posts:
    """What may be posted."""

    def __init__(self, context: PagesContext) -> None:
        self.context = context

    def forms(self) -> Iterator[tuple[str, str, Submit]]:
        """Each path with its form's name and what it does."""
        yield "paid", "paid", self.paid
        yield "dispute", "dispute", self.dispute
        yield "more-time", "more-time", self.more_time
        yield "plan", "plan", self.plan
        yield "account", "account", self.account
        yield "account/code", "code", self.code
        yield "account/resend", "resend", self.resend

    def taken(self, form: str, submit: Submit) -> Answer:
        """The answer to a form: back to the page once it is done, else the page with what is wrong beside a field."""

        async def answer(request: Request, token: PageToken) -> Response:
            fields: Fields = {}
            try:
                fields = await read_form(request, token)
                done = await submit(token, fields)
            except (ForeignFormError, LargeFormError) as error:
                status = 413 if isinstance(error, LargeFormError) else 403
                return await shown(self.context, request, token, status, notice="foreign_form")
            except InvalidCommandError as error:
                return await shown(self.context, request, token, 422, Attempt(form, fields, error.problems))
            except IllegalTransitionError:
                return await shown(self.context, request, token, 409, notice="not_now")
            chosen = request.query_params.get("language", "")
            kept = f"language={chosen}&" if chosen in TEXTS else ""
            return RedirectResponse(f"{PAGES}/{token.text}?{kept}done={done}#replies", 303, KEPT_TO_ITSELF)

        return answer

    async def paid(self, token: PageToken, fields: Fields) -> str:
        """It was paid."""
        command = SayPaid(token, day_in(fields), fields.get("note", ""))
        await self.context.database.run(lambda connection: say_paid(command, work_of(self.context, connection)))
        return "paid"

    async def dispute(self, token: PageToken, fields: Fields) -> str:
        """It is disputed."""
        command = DisputeClaim(token, fields.get("reason", ""))
        await self.context.database.run(lambda connection: dispute_claim(command, work_of(self.context, connection)))
        return "dispute"

    async def more_time(self, token: PageToken, fields: Fields) -> str:
        """More time is asked for."""
        command = AskMoreTime(token, day_in(fields), fields.get("note", ""))
        await self.context.database.run(lambda connection: ask_more_time(command, work_of(self.context, connection)))
        return "more-time"

    async def plan(self, token: PageToken, fields: Fields) -> str:
        """A payment plan is asked for. All our currencies have two digits."""
        monthly, count = amount_in(fields, "monthly", MINOR_DIGITS_USUAL), count_in(fields, "count")
        command = AskPlan(token, day_in(fields), monthly, count, fields.get("note", ""))
        await self.context.database.run(lambda connection: ask_plan(command, work_of(self.context, connection)))
        return "plan"

    async def account(self, token: PageToken, fields: Fields) -> str:
        """A refund is to go there."""
        command = ProposeAccount(token, fields.get("account", ""))
        await self.context.database.run(lambda connection: propose_account(command, work_of(self.context, connection)))
        return "account"

    async def resend(self, token: PageToken, _fields: Fields) -> str:
        """The code has not come."""
        command = ResendCode(token)
        await self.context.database.run(lambda connection: resend_code(command, work_of(self.context, connection)))
        return "account"

    async def code(self, token: PageToken, fields: Fields) -> str:
        """The code has come: the refunds that wait are given the account in the same transaction.

        A wrong code raises InvalidCommandError when its try has been counted and committed.
        """
        command = ConfirmAccount(token, fields.get("code", ""))

        async def confirmed(connection: Connection) -> Confirmed:
            found = await confirm_account(command, work_of(self.context, connection))
            for reference in found.references:
                given = GiveAccount(reference, found.account)
                await give_account(given, work_of(self.context, connection))
            return found

        found = await self.context.database.run(confirmed)
        if found.fault is not None:
            raise InvalidCommandError(FieldProblem("code", found.fault))
        return "code"


async def shown(
    context: PagesContext,
    request: Request,
    token: PageToken,
    status: int,
    attempt: Attempt | None = None,
    *,
    notice: str = "",
) -> Response:
    """The page as it is now, with what came of a form. Raises NotFoundError."""
    async with context.database.reading() as connection:
        found = await show_page(ShowPage(token), work_of(context, connection))
    language = language_for(request, found)
    told = Attempt(notice=getattr(REPLIES[language], notice)) if notice else attempt
    return page("payer/page.html", status, PAGE_HEADERS, **Reader(found, language, told).facts())


def work_of(context: PagesContext, connection: Connection) -> Work:
    """Work for one verb that a payer asks for."""
    return Work(connection, Unit(connection), context.wall(), Asker(PAYER, new_id()))


def language_for(request: Request, found: PayerPage) -> Language:
    """The language that was chosen on the page, else the one that the payer is written to in."""
    chosen = request.query_params.get("language")
    if chosen in TEXTS:
        return cast("Language", chosen)
    return language_of(found.dossier.merchant, found.dossier.claim)
