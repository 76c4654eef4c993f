"""A settlement report as XML by our own schema, `settlement-report-1.xsd` beside this: amounts are minor units.

The columns of the public schema of this name are not known.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fordring.formats.banking.xml_text import element, leaf
from fordring.formats.settlements.facts import invoiced_facts, line_facts, settlement_facts, total_facts
from fordring.formats.settlements.model import SettlementReport

NAMESPACE = "urn:fordring:settlement-report:1"
SCHEMA = Path(__file__).with_name("settlement-report-1.xsd")


def write_xml(report: SettlementReport) -> bytes:
    """The report as one `settlementReport`; what a line has not is left out."""
    marks = {"xmlns": NAMESPACE, "test": _boolean(report.test), "sandbox": _boolean(report.sandbox)}
    whole = element(
        "settlementReport",
        element("settlement", *_leaves(settlement_facts(report))),
        element("totals", *_leaves(total_facts(report))),
        *(element("line", *_leaves(line_facts(line))) for line in report.lines),
        *(element("invoiced", *_leaves(invoiced_facts(balance))) for balance in report.invoiced),
        **marks,
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{whole}\n'.encode()


def _leaves(facts: Mapping[str, Any]) -> list[str]:
    return [leaf(name, str(value)) for name, value in facts.items() if value is not None]


def _boolean(value: object) -> str:
    return "true" if value else "false"
