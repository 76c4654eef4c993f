"""`fordring bank`: the operator's client accounts, and what the bank reports of them comes in."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from fordring.domain.errors import InvalidCommandError
from fordring.domain.merchant import BankAccount
from fordring.formats.banking.read_bank_file import READ_HERE
from fordring.jobs.booking import BookBankFile
from fordring.main.clock import wall
from fordring.main.commands import bank_lines
from fordring.main.commands.bank_booked import answers_of, told_of
from fordring.main.commands.bank_charges import charges
from fordring.main.commands.bank_day import play
from fordring.main.commands.bank_own import own
from fordring.main.commands.bank_read import print_bank_file
from fordring.main.commands.bank_reconcile import reconcile_
from fordring.main.commands.opening import agreement_of, as_options
from fordring.main.commands.payout_orders import orders
from fordring.main.commands.shortfalls import invoicer
from fordring.main.terminal import console, in_house, plain_errors, refuse
from fordring.main.wiring import House
from fordring.services.banking.open_account import OpenAccount, open_account
from fordring.services.banking.receive_bank_file import ReceiveBankFile, receive_bank_file
from fordring.services.incoming_file import keep_bank_file
from fordring.storage.house import accounts as client_accounts
from fordring.storage.house import files
from fordring.storage.house.files import BankFile

app = typer.Typer(
    help="Client accounts: open and list them. Bank files: import them, see what waits for a person.",
    no_args_is_help=True,
)

app.command("charges")(charges)
app.command("invoicer")(invoicer)
app.command("orders")(orders)
app.command("own")(own)
app.command("play")(play)
app.command("reconcile")(reconcile_)


async def import_file(house: House, path: Path) -> BankFile:
    """Keep the file, record it, and book it at once. The same file again books nothing."""
    with path.open("rb") as stream:
        incoming = await keep_bank_file(house.blobs, path.name, stream)
    command = ReceiveBankFile(incoming)
    file = await house.database.run(lambda connection: receive_bank_file(command, house.jobs.work(connection)))
    return await BookBankFile(house.jobs).book(file.bank_file_id)


@app.command("import")
def import_(file: Annotated[Path, typer.Argument(help=READ_HERE)]) -> None:
    """Book a bank file; exit code 1 when it is refused. Each credit is booked once, however often it comes."""
    with plain_errors():
        file.open("rb").close()  # before any database is started for it
    began = wall()

    async def imported(house: House) -> tuple[BankFile, str, list[str]]:
        booked = await import_file(house, file)
        async with house.database.reading() as connection:
            return booked, *await answers_of(connection, booked)

    found, about, answers = in_house(imported)
    if found.state == files.REFUSED:
        alone = len(found.problems) == 1
        refuse(f"{found.name} is refused:" + "".join((" " if alone else "\n  ") + _sentence(p) for p in found.problems))
    console.print(f"{told_of(found, began)}{about}", markup=False)
    for answer in answers:
        console.print(f"  {answer}", markup=False)
    for problem in found.problems:
        console.print(f"  {problem['kind']}: {_sentence(problem)}", markup=False)


@app.command()
def read(file: Annotated[Path, typer.Argument(help="any bank file that can be imported")]) -> None:
    """Print what a bank file holds as JSON lines, booking nothing; exit code 0 sound, 3 with problems, 1 refused."""
    with plain_errors(), file.open("rb") as stream:
        code = print_bank_file(stream)
    raise typer.Exit(code)


for name, command in bank_lines.COMMANDS.items():
    app.command(name)(command)


def _sentence(problem: Mapping[str, Any]) -> str:
    return f"{problem['message']} ({problem['source']})" if problem["source"] else str(problem["message"])


@app.command("open")
def open_(  # noqa: PLR0913 - one parameter an option
    iban: Annotated[str, typer.Argument(help="its country is the account's")],
    bic: Annotated[str, typer.Argument(help="the bank's")],
    currency: Annotated[str, typer.Argument(help="NOK, SEK, EUR …")],
    *,
    name: Annotated[str, typer.Option(help="what it is called here")] = "Client account",
    bankgiro: Annotated[str | None, typer.Option(help="Sweden: the number that is printed on invoices")] = None,
    length: Annotated[int, typer.Option(help="of payment references with their check digit; 0: any")] = 0,
    modulus: Annotated[int, typer.Option(help="Norway: of the KID agreement, 10 or 11")] = 10,
    level: Annotated[
        Literal["soft", "check_digit", "length_digit", "fixed_length"],
        typer.Option(help="Sweden: of the OCR"),
    ] = "check_digit",
    sandbox: Annotated[bool, typer.Option("--sandbox", help="for merchants of the sandbox alone")] = False,
) -> None:
    """Name a client account of the operator's: live merchants' payers of that country and currency pay to it."""

    async def opened(house: House) -> BankAccount:
        try:
            agreement = agreement_of(iban[:2].upper(), length, modulus, level)
            command = OpenAccount(iban, bic, currency, name, agreement, bankgiro, sandbox)
            return await house.database.run(lambda connection: open_account(command, house.jobs.work(connection)))
        except InvalidCommandError as error:
            raise as_options(error) from None

    console.print(_account(in_house(opened)), markup=False)


@app.command()
def accounts() -> None:
    """The operator's client accounts: IBAN, currency, the kind and length of payment references, name."""

    async def ask(house: House) -> list[BankAccount]:
        async with house.database.reading() as connection:
            return await client_accounts.all_accounts(connection)

    for account in in_house(ask):
        console.print(_account(account), markup=False)


def _account(account: BankAccount) -> str:
    agreement = account.agreement
    return f"{account.iban}  {account.currency}  {agreement.scheme} {agreement.length or 'any length'}  {account.name}"
