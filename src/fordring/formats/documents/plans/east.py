# data table: our own words
"""Payment plans in Finnish and English."""

from fordring.formats.documents.plans.words import PlanWords

FINNISH = PlanWords(
    reminder="Muistutus maksuerästä",
    agreed_on="Sovittu",
    counted=("{count} erässä", "{count} erässä"),
    opening="Olet sopinut yrityksen {seller} kanssa, että saatava {number} maksetaan {count}, yhteensä {total}. "
    "Niin kauan kuin suunnitelmaa noudatetaan, saatavaa ei peritä muulla tavalla.",
    announced="Saatavan {number} suunnitelman erä {instalment} erääntyy {day}: {amount}.",
    late="Saatavan {number} suunnitelman erää {instalment}, joka erääntyi {day}, ei ole maksettu kokonaan. "
    "Maksamatta on {amount}. Jos olet maksanut viime päivinä, kirje on aiheeton.",
    principal="Pääoma",
    fees="Kulut tähän asti",
    plan_fee="Suunnitelman kulut",
    interest="Viivästyskorko {day} asti",
    owed="Velka",
    owed_heading="Velkasi",
    columns=("Erä", "Eräpäivä", "Summa"),
    instalments_heading="Maksuerät",
    paid="maksettu",
    part_paid="maksettu {amount}",
    together="Yhteensä",
    left="Maksamatta",
    covering="Jokaisella erällä on oma viitteensä. Voit milloin tahansa maksaa enemmän tai kaiken: maksut kattavat "
    "erät järjestyksessä.",
    interest_goes_on="Viivästyskorkoa kertyy edelleen maksamatta olevalle pääomalle, ja se lisätään viimeiseen erään.",
    noticed="Saat ilmoituksen {days} päivää ennen jokaista erää. Se on maksuton.",
    noticed_fee="Saat ilmoituksen {days} päivää ennen jokaista erää. Se maksaa {fee}, joka maksetaan erän mukana.",
    fee_within="Tämän ilmoituksen maksu, {fee}, sisältyy summaan.",
    otherwise="Jos erää ei makseta, saat muistutuksen. Jos sitä ei ole maksettu {days} päivän kuluttua siitä, "
    "suunnitelma raukeaa. Silloin loppu erääntyy ja perintä jatkuu siitä, mihin se jäi.",
    otherwise_now="Jos erää ei ole maksettu {days} päivän kuluttua tästä kirjeestä, suunnitelma raukeaa. Silloin "
    "loppu erääntyy ja perintä jatkuu siitä, mihin se jäi.",
    trouble_heading="Etkö pysty maksamaan erää?",
    trouble="Ota yhteyttä yritykseen {seller} ennen eräpäivää. Jos saatava on mielestäsi väärä, voit yhä kiistää sen.",
)

ENGLISH = PlanWords(
    reminder="Reminder of instalment",
    agreed_on="Agreed",
    counted=("{count} instalment", "{count} instalments"),
    opening="You and {seller} have agreed that claim {number} is paid in {count}, {total} in all. "
    "As long as the plan is kept, the claim is not followed up in any other way.",
    announced="Instalment {instalment} of the plan for claim {number} is due on {day}: {amount}.",
    late="We have not received all of instalment {instalment} of the plan for claim {number}, which was due on {day}. "
    "{amount} is left to pay. If you paid in the last few days, please disregard this letter.",
    principal="Principal",
    fees="Fees so far",
    plan_fee="Fee of the plan",
    interest="Late-payment interest up to and including {day}",
    owed="Owed",
    owed_heading="What you owe",
    columns=("Instalment", "Due", "Amount"),
    instalments_heading="The instalments",
    paid="paid",
    part_paid="{amount} paid",
    together="In all",
    left="Left to pay",
    covering="Each instalment has a payment reference of its own. You may pay more, or all, at any time: what you pay "
    "covers the instalments in order.",
    interest_goes_on="Late-payment interest goes on for what is not paid, and is added to the last instalment.",
    noticed="You get a notice {days} days before each instalment. It is free.",
    noticed_fee="You get a notice {days} days before each instalment. It costs {fee}, paid with the instalment.",
    fee_within="The fee of this notice, {fee}, is within the amount.",
    otherwise="If an instalment is not paid, you get a reminder. If it is not paid {days} days after that, the plan is "
    "broken. The rest is then due, and the claim is followed up from where it was.",
    otherwise_now="If the instalment is not paid {days} days after this letter, the plan is broken. The rest is then "
    "due, and the claim is followed up from where it was.",
    trouble_heading="Cannot pay an instalment?",
    trouble="Tell {seller} before it is due. If you think that the claim is wrong, you may still say so.",
)
