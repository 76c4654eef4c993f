"""`/bank-accounts`: the operator's client accounts, what is agreed of them, and who changed that."""

from fastapi import APIRouter
from starlette.requests import Request

from fordring.domain.merchant import BankAccount
from fordring.domain.payment.charges import USUAL_CHARGE_CODES
from fordring.faces.common.context import FaceContext
from fordring.faces.common.requests import read_body
from fordring.faces.own.endpoints import OPERATOR, endpoint, parameter, taking, told
from fordring.faces.own.holders import operator_asking, require_operator
from fordring.faces.own.wire.accounts import AccountAnswer, AccountEventAnswer, ChargeCodesBody, InvoicerBody
from fordring.services.banking.agree_charges import AgreeCharges, agree_charges
from fordring.services.banking.name_invoicer import NameInvoicer, name_invoicer
from fordring.storage import merchants
from fordring.storage.house import accounts
from fordring.storage.transaction import Connection

IBAN = parameter("iban", "path", "the account's")


def router(context: FaceContext) -> APIRouter:
    """The routes about client accounts, the operator's alone."""
    made = APIRouter(tags=["operator"])

    async def show(request: Request) -> object:
        await require_operator(context, request)
        async with context.database.reading() as connection:
            return [await _answer(connection, account) for account in await accounts.all_accounts(connection)]

    async def change(request: Request) -> object:
        asker = await operator_asking(context, request)
        body = ChargeCodesBody.model_validate_json(await read_body(request))
        command = AgreeCharges(request.path_params["iban"], body.codes)

        async def agree(connection: Connection) -> AccountAnswer:
            return await _answer(connection, await agree_charges(command, asker.work(connection)))

        return await context.database.run(agree)

    async def name(request: Request) -> object:
        asker = await operator_asking(context, request)
        body = InvoicerBody.model_validate_json(await read_body(request))
        command = NameInvoicer(request.path_params["iban"], body.account_id)

        async def named(connection: Connection) -> AccountAnswer:
            return await _answer(connection, await name_invoicer(command, asker.work(connection)))

        return await context.database.run(named)

    listing = told("GET", "List the client accounts, and who changed what is agreed", list[AccountAnswer], (), OPERATOR)
    made.add_api_route("/bank-accounts", endpoint(show), **listing)
    changed = told("PUT", "Say which transaction codes are charges of the bank", AccountAnswer, [IBAN], OPERATOR)
    made.add_api_route("/bank-accounts/{iban}/charge-codes", endpoint(change), **taking(changed, ChargeCodesBody))
    naming = told("PUT", "Name who invoices what merchants owe on the account", AccountAnswer, [IBAN], OPERATOR)
    made.add_api_route("/bank-accounts/{iban}/shortfall-invoicer", endpoint(name), **taking(naming, InvoicerBody))
    return made


async def _answer(connection: Connection, account: BankAccount) -> AccountAnswer:
    agreed = account.charge_codes
    events = await accounts.events(connection, account.bank_account_id)
    invoicer = await merchants.get(connection, account.shortfall_invoicer) if account.shortfall_invoicer else None
    return AccountAnswer(
        iban=account.iban,
        name=account.name,
        country=account.country,
        currency=account.currency,
        pain_version=account.pain_version,
        four_eyes=account.four_eyes,
        charge_codes=sorted(USUAL_CHARGE_CODES if agreed is None else agreed),
        charge_codes_agreed=agreed is not None,
        shortfall_invoicer=invoicer.account_id if invoicer else None,
        events=[AccountEventAnswer.model_validate(each, from_attributes=True) for each in events],
    )
