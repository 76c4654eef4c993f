"""`/bank-files`: what the operator's bank reports; `/sandbox/pay`: what the sandbox's bank reports of a payment."""

import tempfile
from collections.abc import Awaitable, Callable
from io import BytesIO
from typing import BinaryIO

from fastapi import APIRouter
from starlette.requests import Request

from fordring.domain.calendar import local_day
from fordring.domain.errors import FieldProblem, InvalidCommandError, NotFoundError
from fordring.domain.merchant import Merchant
from fordring.domain.money import Money
from fordring.faces.common.context import FaceContext
from fordring.faces.common.requests import BodyTooLargeError, read_body
from fordring.faces.own.endpoints import OPERATOR, endpoint, id_of, parameter, taking, told
from fordring.faces.own.holders import ACCOUNT, merchant_asked_for, require_operator
from fordring.faces.own.translate import bank_file_answer
from fordring.faces.own.wire.money import BankFileAnswer, PayBody
from fordring.formats.banking.read_bank_file import READ_HERE
from fordring.services.banking.receive_bank_file import ReceiveBankFile, receive_bank_file
from fordring.simulators.bank import Deposit
from fordring.simulators.bank_formats import FileFormat, deposits_file
from fordring.storage import claims
from fordring.storage.house import files
from fordring.storage.house.files import BankFile, IncomingFile
from fordring.storage.ids import new_id
from fordring.storage.unit import Unit
from fordring.storage.work import Asker, Work

Keep = Callable[[str, BinaryIO], Awaitable[IncomingFile]]
"""Puts the bytes of a file from a bank where they cannot be lost, before anything else is done with them."""

FILE_BYTES_MAX = 1024**3
NAME = parameter("name", "query", "what to call the file; its content says what it is")
FILE_ID = parameter("id", "path", "the file's id, as told when it was taken")

ASKED_FOR = parameter(ACCOUNT, "query", "whose claim it is, where the token may act for several merchants")


def router(context: FaceContext, keep: Keep, file_bytes_max: int = FILE_BYTES_MAX) -> APIRouter:
    """The routes about bank files, of at most so many bytes, and sandbox payments."""
    made = APIRouter()

    async def receive(request: Request) -> object:
        await require_operator(context, request)
        with tempfile.TemporaryFile() as stream:
            await _read_into(stream, request, file_bytes_max)
            incoming = await keep(request.query_params.get("name", "upload"), stream)
        return bank_file_answer(await _received(context, incoming, "operator"))

    async def show(request: Request) -> object:
        await require_operator(context, request)
        async with context.database.reading() as connection:
            return bank_file_answer(await files.get(connection, id_of(request, "bank file")))

    async def pay(request: Request) -> object:
        merchant = await merchant_asked_for(context, request, context.wall(), writing=True)
        body = PayBody.model_validate_json(await read_body(request))
        return bank_file_answer(await paid_in(context, keep, merchant, body))

    posted = told("POST", f"Take a bank file ({READ_HERE}); a job books it", BankFileAnswer, [NAME], OPERATOR)
    schema = {"schema": {"type": "string", "format": "binary"}}
    any_file = {"requestBody": {"content": {"application/octet-stream": schema}, "required": True}}
    posted["openapi_extra"] |= any_file
    made.add_api_route("/bank-files", endpoint(receive), tags=["operator"], **posted)
    one = told("GET", "Show a bank file", BankFileAnswer, [FILE_ID], OPERATOR)
    made.add_api_route("/bank-files/{id}", endpoint(show), tags=["operator"], **one)
    paid = told("POST", "Let a sandbox payer pay a claim through the sandbox's bank", BankFileAnswer, [ASKED_FOR])
    made.add_api_route("/sandbox/pay", endpoint(pay), tags=["sandbox"], **taking(paid, PayBody))
    return made


async def paid_in(context: FaceContext, keep: Keep, merchant: Merchant, body: PayBody) -> BankFile:
    """The file in which the sandbox's bank reports that a payer has paid; a job books it. Raises NotFoundError."""
    content = await _deposited(context, merchant, body)
    incoming = await keep(f"sandbox-{body.claim_id}.{body.format}", BytesIO(content))
    return await _received(context, incoming, "sandbox bank")


async def _read_into(stream: BinaryIO, request: Request, bytes_max: int) -> None:
    """The body, onto disk as it comes. Raises BodyTooLargeError."""
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > bytes_max:
            raise BodyTooLargeError(bytes_max)
        stream.write(chunk)


async def _received(context: FaceContext, incoming: IncomingFile, name: str) -> BankFile:
    command, wall = ReceiveBankFile(incoming), context.wall()
    asker = Asker(name, new_id())
    return await context.database.run(lambda c: receive_bank_file(command, Work(c, Unit(c), wall, asker)))


async def _deposited(context: FaceContext, merchant: Merchant, body: PayBody) -> bytes:
    """The sandbox bank's file of one payment. Raises NotFoundError for a claim that is not the sandbox merchant's."""
    now = merchant.now(context.wall())
    async with context.database.reading() as connection:
        merchant_id, claim_id = await claims.find(connection, body.claim_id)
        if merchant_id != merchant.merchant_id or not merchant.sandbox:
            raise NotFoundError("claim", body.claim_id)
        claim = await claims.get(connection, merchant_id, claim_id)
    if claim.reference is None or not (amount := body.amount or claim.open.total):
        raise InvalidCommandError(FieldProblem("claim_id", "there is nothing to pay on this claim"))
    deposit = Deposit(Money(amount, claim.currency), local_day(now, merchant.country), claim.reference)
    return deposits_file(merchant.bank_account, [deposit], f"S{new_id().hex}"[:30], now, FileFormat(body.format))
