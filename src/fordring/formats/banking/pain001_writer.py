"""Writer of pain.001 credit transfer orders in versions 09 and 03 (bank-files, section 7)."""

from fordring.domain.money import MINOR_DIGITS
from fordring.formats.banking.allowed_text import allowed_text
from fordring.formats.banking.figures import write_amount
from fordring.formats.banking.model import BankAccountRef
from fordring.formats.banking.pain001 import (
    NAME_LENGTH_MAX,
    TEXT_LENGTH_MAX,
    PaymentGroup,
    PaymentOrder,
    Transfer,
    check_order,
)
from fordring.formats.banking.xml_text import document, element, leaf

VERSIONS = ("09", "03")
NO_AGENT = "NOTPROVIDED"
_CONTROL_DIGITS = max(MINOR_DIGITS.values())


def write_pain001(order: PaymentOrder, version: str = "09") -> bytes:
    """The order as UTF-8 bytes, texts cleaned to what banks accept.

    Raises InvalidCommandError for what `check_order` refuses, ValueError for a version other than 09 and 03.
    """
    if version not in VERSIONS:
        raise ValueError(f"pain.001 is written in versions {' and '.join(VERSIONS)}, not {version}")
    check_order(order)
    header = element(
        "GrpHdr",
        leaf("MsgId", order.message_id),
        leaf("CreDtTm", order.created_at.isoformat(timespec="seconds")),
        *_control([transfer for group in order.groups for transfer in group.transfers]),
        _initiator(order),
    )
    groups = (_group(group, version) for group in order.groups)
    return document("pain.001", version, element("CstmrCdtTrfInitn", header, *groups))


def control_sum(transfers: list[Transfer]) -> str:
    """`CtrlSum`: the plain sum of the amounts' numbers, whatever their currencies."""
    scaled = sum(
        transfer.amount.minor * 10 ** (_CONTROL_DIGITS - MINOR_DIGITS[transfer.amount.currency])
        for transfer in transfers
    )
    digits = str(scaled).rjust(_CONTROL_DIGITS + 1, "0")
    return f"{digits[:-_CONTROL_DIGITS]}.{digits[-_CONTROL_DIGITS:]}"


def _control(transfers: list[Transfer]) -> tuple[str, str]:
    return leaf("NbOfTxs", str(len(transfers))), leaf("CtrlSum", control_sum(transfers))


def _initiator(order: PaymentOrder) -> str:
    other = element("Othr", leaf("Id", order.initiator_id), element("SchmeNm", leaf("Cd", "CUST")))
    identity = element("Id", element("OrgId", other)) if order.initiator_id else ""
    return element("InitgPty", _name(order.initiator_name), identity)


def _group(group: PaymentGroup, version: str) -> str:
    day = group.execute_on.isoformat()
    return element(
        "PmtInf",
        leaf("PmtInfId", group.payment_information_id),
        leaf("PmtMtd", "TRF"),
        leaf("BtchBookg", "false"),
        *_control(list(group.transfers)),
        element("PmtTpInf", element("SvcLvl", leaf("Cd", group.service_level))),
        leaf("ReqdExctnDt", day) if version == "03" else element("ReqdExctnDt", leaf("Dt", day)),
        element("Dbtr", _name(group.debtor_name)),
        element("DbtrAcct", _account_id(group.debtor_account)),
        element("DbtrAgt", _agent(group.debtor_bic, version)),
        *(_transfer(transfer, version) for transfer in group.transfers),
    )


def _transfer(transfer: Transfer, version: str) -> str:
    amount = leaf("InstdAmt", write_amount(transfer.amount), Ccy=transfer.amount.currency)
    return element(
        "CdtTrfTxInf",
        element("PmtId", leaf("InstrId", transfer.end_to_end_id), leaf("EndToEndId", transfer.end_to_end_id)),
        element("Amt", amount),
        leaf("ChrgBr", "SLEV" if transfer.amount.currency == "EUR" else "SHAR"),
        element("CdtrAgt", _agent(transfer.creditor_bic, version)) if transfer.creditor_bic else "",
        element("Cdtr", _name(transfer.creditor_name)),
        element("CdtrAcct", _account_id(transfer.creditor_account)),
        element("RmtInf", _remittance(transfer)),
    )


def _remittance(transfer: Transfer) -> str:
    if not transfer.reference:
        return leaf("Ustrd", allowed_text(transfer.text, TEXT_LENGTH_MAX))
    issuer = leaf("Issr", "ISO" if transfer.reference.startswith("RF") else "")
    kind = element("Tp", element("CdOrPrtry", leaf("Cd", "SCOR")), issuer)
    return element("Strd", element("CdtrRefInf", kind, leaf("Ref", transfer.reference)))


def _name(name: str) -> str:
    return leaf("Nm", allowed_text(name, NAME_LENGTH_MAX))


def _agent(bic: str, version: str) -> str:
    """The bank by its BIC; a debtor's bank must be there, so without one it is said not to be given."""
    if bic:
        return element("FinInstnId", leaf("BIC" if version == "03" else "BICFI", bic))
    return element("FinInstnId", element("Othr", leaf("Id", NO_AGENT)))


def _account_id(account: BankAccountRef) -> str:
    """IBAN; a Norwegian account number as the code BBAN; a Swedish bankgiro as the proprietary scheme BGNR."""
    if account.scheme == "IBAN":
        return element("Id", leaf("IBAN", account.comparable))
    scheme = leaf("Cd" if account.scheme == "BBAN" else "Prtry", account.scheme)
    return element("Id", element("Othr", leaf("Id", account.comparable), element("SchmeNm", scheme)))
