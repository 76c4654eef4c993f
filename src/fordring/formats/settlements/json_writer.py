"""A settlement report as JSON: amounts are minor units, days ISO 8601."""

import json
from typing import Any

from fordring.formats.settlements.facts import invoiced_facts, line_facts, settlement_facts, total_facts
from fordring.formats.settlements.model import SettlementReport

VERSION = 1


def write_json(report: SettlementReport) -> bytes:
    """The report as one object."""
    whole: dict[str, Any] = {
        "version": VERSION,
        "test": report.test,
        "sandbox": report.sandbox,
        "settlement": settlement_facts(report),
        "totals": total_facts(report),
        "lines": [line_facts(line) for line in report.lines],
    }
    if report.invoiced:
        whole["invoiced"] = [invoiced_facts(balance) for balance in report.invoiced]
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()
