"""Reader of our own pain.001 files, for the bank of the sandbox: what was ordered, to be confirmed or refused."""

from datetime import datetime

from fordring.domain.errors import NotABankFileError
from fordring.formats.banking.camt_details import account_of
from fordring.formats.banking.figures import read_date, read_money
from fordring.formats.banking.model import BankAccountRef
from fordring.formats.banking.pain001 import PaymentGroup, PaymentOrder, Transfer
from fordring.formats.banking.pain_message import message_of
from fordring.formats.banking.secure_xml import Element, by_name, each, text_at, text_of


def read_pain001(data: bytes) -> PaymentOrder:
    """The order in a pain.001 of versions 03 to 12, as `write_pain001` writes it.

    Raises NotABankFileError when it is none, is damaged, lacks what a transfer needs, or when its own `NbOfTxs` does
    not count its transfers.
    """
    message = message_of(data, "pain.001", "CstmrCdtTrfInitn")
    try:
        order = _order(message)
        announced = int(text_at(message, "GrpHdr", "NbOfTxs"))
    except ValueError as error:
        raise NotABankFileError(f"this pain.001 cannot be read: {error}") from error
    if announced != sum(len(group.transfers) for group in order.groups):
        raise NotABankFileError(f"this pain.001 announces {announced} transfers and holds others")
    return order


def _order(message: Element) -> PaymentOrder:
    header = by_name(by_name(message).get("GrpHdr"))
    return PaymentOrder(
        message_id=text_of(header.get("MsgId")),
        created_at=datetime.fromisoformat(text_of(header.get("CreDtTm"))),
        initiator_name=text_at(header.get("InitgPty"), "Nm"),
        initiator_id=text_at(header.get("InitgPty"), "Id", "OrgId", "Othr", "Id"),
        groups=tuple(_group(element) for element in each(message, "PmtInf")),
    )


def _group(element: Element) -> PaymentGroup:
    parts = by_name(element)
    day = parts.get("ReqdExctnDt")
    return PaymentGroup(
        payment_information_id=text_of(parts.get("PmtInfId")),
        execute_on=read_date(text_of(day) or text_at(day, "Dt") or text_at(day, "DtTm")),
        debtor_name=text_at(parts.get("Dbtr"), "Nm"),
        debtor_account=_account(parts.get("DbtrAcct")),
        debtor_bic=_bic(parts.get("DbtrAgt")),
        service_level=text_at(parts.get("PmtTpInf"), "SvcLvl", "Cd"),
        transfers=tuple(_transfer(inner) for inner in each(element, "CdtTrfTxInf")),
    )


def _transfer(element: Element) -> Transfer:
    parts = by_name(element)
    amount = by_name(parts.get("Amt")).get("InstdAmt")
    return Transfer(
        end_to_end_id=text_at(parts.get("PmtId"), "EndToEndId"),
        amount=read_money(text_of(amount), "" if amount is None else amount.get("Ccy", "")),
        creditor_name=text_at(parts.get("Cdtr"), "Nm"),
        creditor_account=_account(parts.get("CdtrAcct")),
        creditor_bic=_bic(parts.get("CdtrAgt")),
        reference=text_at(parts.get("RmtInf"), "Strd", "CdtrRefInf", "Ref"),
        text=text_at(parts.get("RmtInf"), "Ustrd"),
    )


def _account(element: Element | None) -> BankAccountRef:
    account = account_of(element)
    if account is None:
        raise ValueError("an account is missing")
    return account


def _bic(agent: Element | None) -> str:
    return text_at(agent, "FinInstnId", "BICFI") or text_at(agent, "FinInstnId", "BIC")
