"""A settlement report as JSON: amounts are minor units, days ISO 8601."""

import json

from fordring.formats.settlements.facts import line_facts, settlement_facts, total_facts
from fordring.formats.settlements.model import SettlementReport

VERSION = 1


def write_json(report: SettlementReport) -> bytes:
    """The report as one object."""
    whole = {
        "version": VERSION,
        "test": report.test,
        "sandbox": report.sandbox,
        "settlement": settlement_facts(report),
        "totals": total_facts(report),
        "lines": [line_facts(line) for line in report.lines],
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()
