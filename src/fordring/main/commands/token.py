"""`fordring token`: keys for the creditor face, for one merchant, for several, or for a partner."""

from datetime import timedelta
from typing import Annotated

import typer

from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.main.clock import wall
from fordring.main.terminal import console, in_house
from fordring.main.wiring import House
from fordring.services.onboarding.issue_token import IssueToken, issue_token
from fordring.storage import merchants
from fordring.storage.house import tokens
from fordring.storage.house.tokens import Onboarding, Token

app = typer.Typer(help="Tokens of the creditor face: issue them, list them, end them.", no_args_is_help=True)

LIVE, SANDBOX = "live", "sandbox"


@app.command()
def issue(
    name: Annotated[str, typer.Argument(help="who holds it, as the list and the history call them")],
    accounts: Annotated[
        list[str] | None, typer.Argument(help="account ids it acts for; a partner may go without")
    ] = None,
    partner: Annotated[
        str | None, typer.Option(help="live or sandbox: its holder may take in merchants of that kind")
    ] = None,
    organization_number: Annotated[str | None, typer.Option(help="the partner's own")] = None,
    commission_bp: Annotated[int, typer.Option(help="of what merchants it takes in are paid, in basis points")] = 0,
    commission_vat_bp: Annotated[int, typer.Option(help="VAT on that commission, in basis points")] = 0,
    days: Annotated[int | None, typer.Option(min=1, help="how long it is good; without it for ever")] = None,
) -> None:
    """Issue a token; prints it, which is told this once."""

    async def made(house: House) -> str:
        onboards = _onboards(partner, commission_bp, commission_vat_bp)
        async with house.database.reading() as connection:
            found = [await merchants.by_account_id(connection, account) for account in accounts or []]
        owned = frozenset(merchant.merchant_id for merchant in found)
        until = wall() + timedelta(days=days) if days else None
        command = IssueToken(name, owned, False, until, onboards, organization_number)
        return await house.database.run(lambda connection: issue_token(command, house.jobs.work(connection)))

    console.print(in_house(made), markup=False)


@app.command("list")
def list_() -> None:
    """Every token, oldest first: its number, its holder, how many merchants, whom it may take in, when it ends."""

    async def ask(house: House) -> list[Token]:
        async with house.database.reading() as connection:
            return await tokens.all_tokens(connection)

    for token in in_house(ask):
        console.print(_line(token), markup=False)


@app.command()
def end(number: Annotated[int, typer.Argument(help="its number, as it is listed")]) -> None:
    """End a token: whoever comes with it from now on is turned away."""

    async def ended(house: House) -> Token:
        return await house.database.run(lambda connection: tokens.end(connection, number, wall()))

    console.print(_line(in_house(ended)), markup=False)


def _onboards(partner: str | None, commission_bp: int, commission_vat_bp: int) -> Onboarding | None:
    if partner is None:
        return None
    if partner not in {LIVE, SANDBOX}:
        raise InvalidCommandError(FieldProblem("--partner", f"{partner} is neither {LIVE} nor {SANDBOX}"))
    return Onboarding(partner == SANDBOX, commission_bp, commission_vat_bp)


def _line(token: Token) -> str:
    kind = "operator" if token.operator else f"{len(token.merchants)} merchants"
    if token.onboards:
        kind += f", takes in {SANDBOX if token.onboards.sandbox else LIVE} ones"
    if token.expires_at is None:
        until = "for ever"
    else:
        until = f"{'ended' if token.expires_at <= wall() else 'until'} {token.expires_at:%Y-%m-%d %H:%M} UTC"
    return f"{token.token_no}  {token.name}  {kind}  {until}"
