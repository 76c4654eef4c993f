# data table: shared reference nordic-rules.md § 2; inkassoforskriften, lag (1981:739), laki 513/1999
"""Which paragraph a letter's fee rests on, as its country cites it; printed in every language as it stands.

Finland has two languages of its law, so that Swedish has its own name there.
"""

from collections.abc import Mapping

from fordring.domain.followup.facts import StepKind
from fordring.domain.followup.settings import Regime
from fordring.formats.documents.model import Country

PARAGRAPHS: Mapping[tuple[Country, Regime], Mapping[StepKind, str]] = {
    ("NO", Regime.OWN): {
        StepKind.REMINDER: "inkassoforskriften § 1-2",
        StepKind.COLLECTION_NOTICE: "inkassoforskriften § 1-2",
        StepKind.PAYMENT_DEMAND: "inkassoforskriften § 1-2",
        StepKind.COMPENSATION: "forsinkelsesrenteloven § 3 a",
    },
    ("NO", Regime.COLLECTOR): {
        StepKind.REMINDER: "inkassoforskriften § 1-2",
        StepKind.COLLECTION_NOTICE: "inkassoforskriften § 1-2",
        StepKind.PAYMENT_DEMAND: "inkassoforskriften § 2-2",
        StepKind.HEAVY_DEMAND: "inkassoforskriften § 2-3",
        StepKind.COMPENSATION: "forsinkelsesrenteloven § 3 a",
    },
    **{
        ("SE", regime): {
            StepKind.REMINDER: "2 § lagen (1981:739) om ersättning för inkassokostnader m.m.",
            StepKind.PAYMENT_DEMAND: "lagen (1981:739) om ersättning för inkassokostnader m.m.",
            StepKind.HEAVY_DEMAND: "lagen (1981:739) om ersättning för inkassokostnader m.m.",
            StepKind.COMPENSATION: "4 a § lagen (1981:739) om ersättning för inkassokostnader m.m.",
        }
        for regime in Regime
    },
    **{
        ("FI", regime): {
            StepKind.REMINDER: "laki saatavien perinnästä (513/1999)",
            StepKind.PAYMENT_DEMAND: "laki saatavien perinnästä (513/1999)",
            StepKind.HEAVY_DEMAND: "laki saatavien perinnästä (513/1999)",
            StepKind.COMPENSATION: "laki saatavien perinnästä (513/1999)",
        }
        for regime in Regime
    },
}
IN_SWEDISH: Mapping[str, str] = {"laki saatavien perinnästä (513/1999)": "lagen om indrivning av fordringar (513/1999)"}
