"""Writer of pain.002 payment status reports in versions 03 and 10, for the bank of the sandbox."""

from datetime import datetime

from fordring.formats.banking.pain002 import GroupAnswer, StatusReport, Verdict
from fordring.formats.banking.xml_text import document, element, leaf

VERSIONS = ("03", "10")
ORIGINAL = {"03": "pain.001.001.03", "10": "pain.001.001.09"}
ADDITION_LENGTH_MAX = 105


def write_pain002(report: StatusReport, created_at: datetime, version: str = "10") -> bytes:
    """The report as UTF-8 bytes. Raises ValueError for a version other than 03 and 10."""
    if version not in VERSIONS:
        raise ValueError(f"pain.002 is written in versions {' and '.join(VERSIONS)}, not {version}")
    header = element(
        "GrpHdr", leaf("MsgId", report.message_id), leaf("CreDtTm", created_at.isoformat(timespec="seconds"))
    )
    original = element(
        "OrgnlGrpInfAndSts",
        leaf("OrgnlMsgId", report.order_id),
        leaf("OrgnlMsgNmId", ORIGINAL[version]),
        *_status("GrpSts", report.verdict),
    )
    return document("pain.002", version, element("CstmrPmtStsRpt", header, original, *map(_group, report.groups)))


def _group(group: GroupAnswer) -> str:
    transfers = (
        element("TxInfAndSts", leaf("OrgnlEndToEndId", reference), *_status("TxSts", verdict))
        for reference, verdict in group.transfers.items()
    )
    named = leaf("OrgnlPmtInfId", group.payment_information_id)
    return element("OrgnlPmtInfAndSts", named, *_status("PmtInfSts", group.verdict), *transfers)


def _status(name: str, verdict: Verdict | None) -> tuple[str, str]:
    if verdict is None:
        return "", ""
    code, _, words = verdict.reason.partition(" ")
    reason = element("StsRsnInf", element("Rsn", leaf("Cd", code)), leaf("AddtlInf", words[:ADDITION_LENGTH_MAX]))
    return leaf(name, verdict.code), reason
