"""A bank's answer to a payment order: read in any version, down to the single transfer."""

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fordring.domain.errors import NotABankFileError
from fordring.formats.banking.detect import detect
from fordring.formats.banking.pain002 import ANSWERS, Answer, GroupAnswer, StatusReport, Verdict
from fordring.formats.banking.pain002_reader import read_pain002
from fordring.formats.banking.pain002_writer import VERSIONS, write_pain002
from formats.banking.iso_structure import faults

AT = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
PART, TAKEN = Verdict(Answer.PARTLY, "PART"), Verdict(Answer.ACCEPTED, "ACCP")
CLOSED = Verdict(Answer.REJECTED, "RJCT", "AC04 Account closed")
WAITS = Verdict(Answer.PENDING, "PDNG")


def report(verdict: Verdict | None, *groups: GroupAnswer) -> StatusReport:
    return StatusReport("S1", AT.date(), "O1", verdict, groups)


REPORT = report(PART, GroupAnswer("O1", PART, {"P1": CLOSED, "P2": TAKEN, "P3": WAITS}))


@pytest.mark.parametrize("version", VERSIONS)
def test_a_report_is_read_back_equal(version: str) -> None:
    data = write_pain002(REPORT, AT, version)
    assert detect(data) == "pain.002"
    assert read_pain002(data) == REPORT


@pytest.mark.parametrize("version", VERSIONS)
def test_what_is_written_has_the_structure_of_the_standard(version: str) -> None:
    assert faults(write_pain002(REPORT, AT, version), f"pain_002_001_{version}") == []


def test_another_version_is_not_written() -> None:
    with pytest.raises(ValueError, match="03 and 10"):
        write_pain002(REPORT, AT, "09")


@pytest.mark.parametrize(
    ("given_report", "expected"),
    [
        (report(TAKEN), {"P1": TAKEN, "P2": TAKEN}),
        (report(CLOSED), {"P1": CLOSED, "P2": CLOSED}),
        (report(None), {}),
        (report(PART), {}),
        (report(PART, GroupAnswer("O1", CLOSED, {})), {"P1": CLOSED, "P2": CLOSED}),
        (report(PART, GroupAnswer("O1", PART, {"P1": CLOSED})), {"P1": CLOSED}),
        (report(PART, GroupAnswer("", PART, {"P1": CLOSED, "P2": PART})), {"P1": CLOSED}),
        (report(TAKEN, GroupAnswer("O1", None, {"P2": CLOSED})), {"P1": TAKEN, "P2": CLOSED}),
        (report(CLOSED, GroupAnswer("O1", None, {"P2": TAKEN})), {"P1": CLOSED, "P2": TAKEN}),
        (report(None, GroupAnswer("O9", CLOSED, {})), {}),
    ],
)
def test_the_answer_nearest_to_a_transfer_holds(given_report: StatusReport, expected: dict[str, Verdict]) -> None:
    assert given_report.verdicts("O1", ["P1", "P2"]) == expected


def test_every_transfer_that_is_named_is_known_by_name() -> None:
    assert REPORT.named == {"P1", "P2", "P3"}
    assert set(ANSWERS.values()) == set(Answer)


def message(inner: str, header: str = "<MsgId>S1</MsgId><CreDtTm>2026-11-20T07:30:00</CreDtTm>") -> bytes:
    told = f"<GrpHdr>{header}</GrpHdr>{inner}"
    return (
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03">'
        f"<CstmrPmtStsRpt>{told}</CstmrPmtStsRpt></Document>"
    ).encode()


ORIGINAL = "<OrgnlGrpInfAndSts><OrgnlMsgId>O1</OrgnlMsgId><GrpSts>{}</GrpSts></OrgnlGrpInfAndSts>"


def test_reasons_are_told_in_the_banks_codes_and_words() -> None:
    inner = (
        ORIGINAL.format("PART")
        + "<OrgnlPmtInfAndSts><OrgnlPmtInfId>O1</OrgnlPmtInfId><TxInfAndSts><OrgnlInstrId>P1</OrgnlInstrId>"
        "<TxSts>RJCT</TxSts><StsRsnInf><Rsn><Prtry>N1</Prtry></Rsn><AddtlInf>a</AddtlInf><AddtlInf>b</AddtlInf>"
        "</StsRsnInf><StsRsnInf><AddtlInf>c</AddtlInf></StsRsnInf></TxInfAndSts></OrgnlPmtInfAndSts>"
    )
    [group] = read_pain002(message(inner)).groups
    assert group.transfers == {"P1": Verdict(Answer.REJECTED, "RJCT", "N1 a b c")}


def test_what_is_not_understood_is_a_problem_and_says_nothing() -> None:
    inner = (
        ORIGINAL.format("WHAT") + "<OrgnlPmtInfAndSts><OrgnlPmtInfId>O1</OrgnlPmtInfId>"
        "<TxInfAndSts><TxSts>RJCT</TxSts></TxInfAndSts>"
        "<TxInfAndSts><OrgnlEndToEndId>P2</OrgnlEndToEndId><TxSts>EVER</TxSts></TxInfAndSts>"
        "<TxInfAndSts><OrgnlEndToEndId>P3</OrgnlEndToEndId></TxInfAndSts></OrgnlPmtInfAndSts>"
    )
    found = read_pain002(message(inner))
    assert (found.verdict, found.named) == (None, set())
    assert found.problems == (
        "nobody knows what the status WHAT says of the order",
        "a status names no transfer",
        "nobody knows what the status EVER says of P2",
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<Document/>",
        message(""),
        message(ORIGINAL.format("ACCP"), "<MsgId>S1</MsgId><CreDtTm>tomorrow</CreDtTm>"),
        message(ORIGINAL.format("ACCP"))[:-30],
        b'<!DOCTYPE d [<!ENTITY e "x">]>' + message(ORIGINAL.format("&e;")),
    ],
)
def test_what_is_no_report_is_refused(data: bytes) -> None:
    with pytest.raises(NotABankFileError):
        read_pain002(data)


@pytest.mark.parametrize(
    ("spoilt", "said"),
    [
        (b"\n</Nothing>", "in line 2: Opening and ending tag mismatch: Document line 1 and Nothing"),
        (b"\n\n", "in line 3: Premature end of data in tag Document line 1"),
        (b"\n&e;</Document>", "in line 2: Entity 'e' not defined"),
    ],
)
def test_damage_is_told_with_its_line(spoilt: bytes, said: str) -> None:
    whole = message(ORIGINAL.format("ACCP"))
    with pytest.raises(NotABankFileError) as refused:
        read_pain002(whole.replace(b"\n", b"").removesuffix(b"</Document>") + spoilt)
    assert str(refused.value) == f"this pain.002 is damaged or cut off {said}"


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 5_000), st.binary(max_size=6))
def test_damage_is_refused_or_read_and_nothing_else(place: int, put: bytes) -> None:
    whole = write_pain002(REPORT, AT)
    place %= len(whole)
    damaged = whole[:place] + put + whole[place + 1 :]
    with suppress(NotABankFileError):
        assert isinstance(read_pain002(damaged).created_on, date)
