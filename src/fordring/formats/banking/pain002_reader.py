"""Reader of pain.002 payment status reports, versions 03 to 14: local names only, whatever the bank's dialect."""

from datetime import date

from fordring.domain.errors import NotABankFileError
from fordring.formats.banking.figures import read_date
from fordring.formats.banking.pain002 import ANSWERS, GroupAnswer, StatusReport, Verdict
from fordring.formats.banking.pain_message import message_of
from fordring.formats.banking.secure_xml import Element, by_name, each, text_at, text_of

REASON_LENGTH_MAX = 200


def read_pain002(data: bytes) -> StatusReport:
    """The report. What a status code says that nobody knows is a problem of the report, and says nothing.

    Raises NotABankFileError when it is no pain.002, is damaged, or names no order and no day.
    """
    message = message_of(data, "pain.002", "CstmrPmtStsRpt")
    try:
        return _report(message)
    except ValueError as error:
        raise NotABankFileError(f"this pain.002 cannot be read: {error}") from error


def _report(message: Element) -> StatusReport:
    parts = by_name(message)
    header, original = by_name(parts.get("GrpHdr")), parts.get("OrgnlGrpInfAndSts")
    order_id = text_at(original, "OrgnlMsgId")
    if not order_id:
        raise ValueError("it does not say which order it answers")
    problems: list[str] = []
    return StatusReport(
        message_id=text_of(header.get("MsgId")),
        created_on=_day(text_of(header.get("CreDtTm"))),
        order_id=order_id,
        verdict=_verdict(original, "GrpSts", "the order", problems),
        groups=tuple(_group(element, problems) for element in each(message, "OrgnlPmtInfAndSts")),
        problems=tuple(problems),
    )


def _day(text: str) -> date:
    return read_date(text[:10])


def _group(element: Element, problems: list[str]) -> GroupAnswer:
    name = text_at(element, "OrgnlPmtInfId")
    transfers: dict[str, Verdict] = {}
    for inner in each(element, "TxInfAndSts"):
        reference = text_at(inner, "OrgnlEndToEndId") or text_at(inner, "OrgnlInstrId")
        if not reference:
            problems.append("a status names no transfer")
            continue
        verdict = _verdict(inner, "TxSts", reference, problems)
        if verdict is not None:
            transfers[reference] = verdict
    return GroupAnswer(name, _verdict(element, "PmtInfSts", f"group {name}", problems), transfers)


def _verdict(element: Element | None, name: str, of: str, problems: list[str]) -> Verdict | None:
    code = text_at(element, name)
    if not code:
        return None
    if code not in ANSWERS:
        problems.append(f"nobody knows what the status {code} says of {of}")
        return None
    return Verdict(ANSWERS[code], code, _reason(element))


def _reason(element: Element | None) -> str:
    """The bank's reasons in its own codes and words, `AC04 Account closed`."""
    said = []
    for information in each(element, "StsRsnInf"):
        reason = by_name(information).get("Rsn")
        code = text_at(reason, "Cd") or text_at(reason, "Prtry")
        said += [code, *(text_of(words) for words in each(information, "AddtlInf"))]
    return " ".join(word for word in said if word)[:REASON_LENGTH_MAX]
