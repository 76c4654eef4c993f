# data table: our own words
"""What the payer's page says of a payment plan, in four languages. Fields: day, amount, count.

`counted` is how many instalments: one, and any other number.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from fordring.domain.followup.instalments import PlanState
from fordring.formats.documents.model import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTexts:
    """The sentences of one language."""

    counted: tuple[str, str]
    leads: Mapping[PlanState, str]
    states: Mapping[str, str]
    instalment: str
    reference: str
    part: str
    covering: str
    left: str


PLAN_TEXTS: Mapping[Language, PlanTexts] = {
    "nb": PlanTexts(
        counted=("{count} avdrag", "{count} avdrag"),
        leads={
            PlanState.ACTIVE: "Avtalt {day}: {count}. Så lenge avtalen følges, skjer ingenting annet.",
            PlanState.KEPT: "Avtalen fra {day} er fulgt, og alt er betalt.",
            PlanState.BROKEN: "Avtalen fra {day} er brutt. Hele resten er forfalt, og kravet følges opp videre.",
            PlanState.CANCELLED: "Avtalen fra {day} er avsluttet.",
        },
        states={"paid": "betalt", "part_paid": "delvis betalt", "late": "ikke betalt i tide", "open": ""},
        instalment="Avdrag {count}, forfall {day}",
        reference="Betales med {amount}",
        part="{amount} er betalt",
        covering="Du kan når som helst betale mer: pengene dekker avdragene i rekkefølge.",
        left="Gjenstår",
    ),
    "sv": PlanTexts(
        counted=("{count} delbetalning", "{count} delbetalningar"),
        leads={
            PlanState.ACTIVE: "Överenskommen {day}: {count}. Så länge planen följs händer inget annat.",
            PlanState.KEPT: "Planen från {day} har följts och allt är betalt.",
            PlanState.BROKEN: "Planen från {day} har upphört. Hela resten har förfallit och kravet drivs vidare.",
            PlanState.CANCELLED: "Planen från {day} är avslutad.",
        },
        states={"paid": "betald", "part_paid": "delvis betald", "late": "inte betald i tid", "open": ""},
        instalment="Delbetalning {count}, förfaller {day}",
        reference="Betalas med {amount}",
        part="{amount} är betalt",
        covering="Du kan när som helst betala mer: pengarna täcker delbetalningarna i ordning.",
        left="Återstår",
    ),
    "fi": PlanTexts(
        counted=("{count} erä", "{count} erää"),
        leads={
            PlanState.ACTIVE: "Sovittu {day}: {count}. Kun suunnitelmaa noudatetaan, muuta ei tapahdu.",
            PlanState.KEPT: "Suunnitelmaa ({day}) on noudatettu, ja kaikki on maksettu.",
            PlanState.BROKEN: "Suunnitelma ({day}) on rauennut. Koko loppu on erääntynyt, ja perintä jatkuu.",
            PlanState.CANCELLED: "Suunnitelma ({day}) on päättynyt.",
        },
        states={"paid": "maksettu", "part_paid": "osittain maksettu", "late": "maksamatta ajallaan", "open": ""},
        instalment="Erä {count}, eräpäivä {day}",
        reference="Viite {amount}",
        part="{amount} on maksettu",
        covering="Voit milloin tahansa maksaa enemmän: maksut kattavat erät järjestyksessä.",
        left="Maksamatta",
    ),
    "en": PlanTexts(
        counted=("{count} instalment", "{count} instalments"),
        leads={
            PlanState.ACTIVE: "Agreed on {day}: {count}. While the plan is kept, nothing else happens.",
            PlanState.KEPT: "The plan of {day} was kept, and everything is paid.",
            PlanState.BROKEN: "The plan of {day} is broken. All that is left is due, and the claim is followed up.",
            PlanState.CANCELLED: "The plan of {day} has ended.",
        },
        states={"paid": "paid", "part_paid": "partly paid", "late": "not paid in time", "open": ""},
        instalment="Instalment {count}, due {day}",
        reference="Pay with {amount}",
        part="{amount} is paid",
        covering="You may pay more at any time: what you pay covers the instalments in order.",
        left="Left to pay",
    ),
}
