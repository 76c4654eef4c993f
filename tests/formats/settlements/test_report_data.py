"""The report as CSV, XML and JSON: the same facts in each, safe for the program that opens it."""

import csv
import io
import json
from datetime import date
from typing import Any

import pytest
from lxml import etree

from fordring.formats.settlements.csv_writer import COLUMNS, write_csv
from fordring.formats.settlements.json_writer import write_json
from fordring.formats.settlements.model import InvoicedBalance, SettlementReport
from fordring.formats.settlements.xml_writer import NAMESPACE, SCHEMA, write_xml
from formats.settlements.made import line, report, report_of

HARD = ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\tx", 'a "b"; c', "two\nlines", "<b>&amp;", "Ærø \u0001 \U0001f6b2"]


def rows(made: SettlementReport) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(write_csv(made).decode("utf-8-sig")), delimiter=";"))


def tree(made: SettlementReport) -> Any:
    return etree.fromstring(write_xml(made))


def test_the_csv_is_what_a_nordic_spreadsheet_opens() -> None:
    data = write_csv(report(2))
    assert data.startswith(b"\xef\xbb\xbfrow;settlement_id;")
    about = "01931f3a-7c1e-7d63-9a55-0d6f2a8f9c11;P01931f3a7c1e7d639a550d6f2a8f9c11;2026-11-24"
    first = "T11112222.0000000000000000000000;T11112222.000000000000000000000s;4;order-1;;A1B2C-000001;10000"
    second = "T11112222.0000000000000000000001;T11112222.000000000000000000001s;4;order-2;;A1B2C-000002;10001"
    assert data.decode("utf-8-sig").splitlines()[1:] == [
        f"line;{about};2026-11-16;{first};NOK;125,00;0,00;3,91;121,09;25,00",
        f"line;{about};2026-11-17;{second};NOK;132,31;0,00;4,13;128,18;26,46",
        f"total;{about};;;;;;;;;NOK;257,31;0,00;8,04;249,27;51,46",
    ]


@pytest.mark.parametrize("text", HARD)
def test_no_text_becomes_a_formula_another_column_or_markup(text: str) -> None:
    made = report_of(line(merchant_reference=text, invoice_number=text))
    row = rows(made)[0]
    assert set(row) == set(COLUMNS)
    assert row["merchant_reference"].removeprefix("'") == text
    assert row["merchant_reference"][0] not in "=+-@\t\r"
    assert json.loads(write_json(made))["lines"][0]["merchant_reference"] == text
    drawn = tree(made).find(f"{{{NAMESPACE}}}line/{{{NAMESPACE}}}merchant_reference").text
    assert drawn == text.replace("\u0001", "")


def test_amounts_below_zero_and_small_ones_are_written_whole() -> None:
    made = report_of(line(0, 100_000), line(1, -7))
    last = rows(made)[1]
    assert (last["capture"], last["refund"], last["net"], last["vat"]) == ("0,00", "0,07", "-0,07", "-0,02")
    yen = report_of(line(0, 1_500), currency="JPY")
    assert rows(yen)[0]["capture"] == "1500"


@pytest.mark.parametrize("made", [report(1), report(60, "fi", sandbox=True), report(3, test=True)])
def test_the_xml_keeps_its_schema(made: SettlementReport) -> None:
    schema = etree.XMLSchema(etree.parse(str(SCHEMA)))
    schema.assertValid(tree(made))
    assert tree(made).get("test") == str(made.test).lower()


def test_the_schema_refuses_what_is_no_report() -> None:
    schema = etree.XMLSchema(etree.parse(str(SCHEMA)))
    assert not schema.validate(etree.fromstring(write_xml(report()).replace(b"<currency>NOK", b"<currency>kr")))


def test_xml_and_json_say_the_same() -> None:
    made = report(4)
    told = json.loads(write_json(made))
    assert (told["version"], told["test"], told["sandbox"]) == (1, False, False)
    assert told["totals"]["fee"] == told["totals"]["fee_commission"] + told["totals"]["fee_vat"]
    for name, said in (("settlement", [told["settlement"]]), ("totals", [told["totals"]]), ("line", told["lines"])):
        found = tree(made).findall(f"{{{NAMESPACE}}}{name}")
        texts = [{etree.QName(leaf).localname: leaf.text for leaf in each} for each in found]
        assert texts == [{key: str(value) for key, value in each.items() if value is not None} for each in said]
    assert [line["claim_number"] for line in told["lines"]] == [10_000, 10_001, 10_002, 10_003]


def test_what_was_invoiced_is_told_and_is_in_no_sum() -> None:
    plain = report(2)
    made = report(2, invoiced=(InvoicedBalance(date(2026, 11, 18), 12_550, "OPER1-000001", 1_000_007),))
    told = json.loads(write_json(made))
    expected = {"as_of": "2026-11-18", "amount": 12_550, "invoice_number": "OPER1-000001", "claim_number": 1_000_007}
    assert told.pop("invoiced") == [expected]
    assert told == json.loads(write_json(plain))
    [element] = tree(made).findall(f"{{{NAMESPACE}}}invoiced")
    assert {etree.QName(leaf).localname: leaf.text for leaf in element} == {k: str(v) for k, v in expected.items()}
    etree.XMLSchema(etree.parse(str(SCHEMA))).assertValid(tree(made))
    *lines, last = rows(made)
    assert lines == rows(plain)
    assert {name: value for name, value in last.items() if value} == {
        **{name: lines[0][name] for name in ("settlement_id", "provider_reference", "settled_on", "currency")},
        "row": "invoiced",
        "paid_on": "2026-11-18",
        "refund": "125,50",
        "invoice_number": "OPER1-000001",
        "claim_number": "1000007",
    }
