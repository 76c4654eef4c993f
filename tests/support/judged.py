"""The stored steps of a merchant's claims, letter by letter, judged by the oracle with what stood before each."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from fordring.domain.claim.claim import Claim
from fordring.domain.claim.parts import Parts
from fordring.domain.followup.facts import ClaimFacts, StepKind, StepTaken
from fordring.domain.followup.letter import letter_of
from fordring.domain.merchant import Merchant
from fordring.services.claim_facts import facts_of
from fordring.storage import claims
from fordring.storage.transaction import Database
from support.followup_oracle import Taken, fees_of_a_day, joint_violations

STEPS = """
    SELECT s.*, c.payer_key, l.content, v.channel, coalesce((s.facts ->> 'spared_minor')::bigint, 0) AS spared_minor
      FROM step s JOIN claim c USING (merchant_id, claim_id) LEFT JOIN letter l USING (merchant_id, document_id)
      LEFT JOIN delivery v USING (merchant_id, document_id)
     WHERE s.merchant_id = $1 ORDER BY s.sent_on, s.claim_id, s.step_no"""


async def judged(database: Database, owner: Merchant, last: date, *, collector: bool = False) -> Counter[str]:
    """How many steps of each kind were taken; none is earlier, dearer or more often than the law's table allows.

    `last` is the day from which facts are told. No payer got two fees for letters of one kind on one day; a person and
    a company on one card are two payers.
    """
    async with database.reading() as connection:
        rows = await connection.fetch(STEPS, owner.merchant_id)
        ids = list({row["claim_id"] for row in rows})
        found: Sequence[Claim] = await claims.these(connection, owner.merchant_id, ids)
        facts = await facts_of(connection, owner, found, last)
    numbers = {claim.number or claim.own_number: claim.claim_id for claim in found}
    history: defaultdict[UUID, list[dict[str, Any]]] = defaultdict(list)
    letters: defaultdict[tuple[str, Any], list[Taken]] = defaultdict(list)
    for row in rows:
        before, its = history[row["claim_id"]], facts[row["claim_id"]]
        if row["ours"]:
            taken = _taken(its, dict(row), before, _opens(row["content"], numbers), collector=collector)
            letters[row["payer_key"], row["document_id"] or (row["claim_id"], row["step_no"])].append(taken)
        before.append(dict(row))
    by_payer: defaultdict[tuple[str, bool], list[list[Taken]]] = defaultdict(list)
    for (payer, _), letter in letters.items():
        wrong = joint_violations(letter)
        assert wrong == [], (wrong, letter)
        by_payer[payer, letter[0].claim.business].append(letter)
    for sent in by_payer.values():
        assert fees_of_a_day(sent) == []
    return Counter(f"{owner.country} {each.step.kind}" for letter in letters.values() for each in letter)


def _taken(
    facts: ClaimFacts, row: dict[str, Any], before: list[dict[str, Any]], opens: dict[UUID, int], *, collector: bool
) -> Taken:
    """One step with what stood on its day; what was cancelled later stood then."""
    steps = tuple(_step(each, row["sent_on"]) for each in before)
    known = replace(facts, steps=steps, open=Parts(opens.get(row["claim_id"], facts.principal_minor)))
    step = replace(_step(row, row["sent_on"]), cancelled=False)
    return Taken(known, step, collector, row["vat_minor"], electronic=row["channel"] == "email")


def _step(row: dict[str, Any], day: date) -> StepTaken:
    cancelled = row["cancelled_on"] is not None and row["cancelled_on"] <= day
    given = (row["sent_on"], row["fee_minor"], row["pay_by"], row["ours"], cancelled, row["spared_minor"])
    return StepTaken(StepKind(row["kind"]), *given)


def _opens(content: Any, numbers: dict[str | None, UUID]) -> dict[UUID, int]:
    """What was open of the principal of each claim in a letter."""
    if not content:
        return {}
    return {numbers[about.number]: about.open.principal for about in letter_of(content).claims}


async def judged_by_value_day(database: Database, owner: Merchant, last: date, *, collector: bool) -> list[str]:
    """What the law's table does not allow in the steps that stand, by what was open when their days began.

    Money counts from its value day here, whenever it was booked. A letter is judged with all its claims whose step
    stands, those too which it spares its fee in a letter to another account.
    """
    async with database.reading() as connection:
        rows = [row for row in await connection.fetch(STEPS, owner.merchant_id) if row["cancelled_on"] is None]
        found: Sequence[Claim] = await claims.these(connection, owner.merchant_id, [row["claim_id"] for row in rows])
        facts = await facts_of(connection, owner, found, last)
    history: defaultdict[UUID, list[dict[str, Any]]] = defaultdict(list)
    letters: defaultdict[Any, list[Taken]] = defaultdict(list)
    for row in map(dict, rows):
        its, before = facts[row["claim_id"]], history[row["claim_id"]]
        moved = sum(each.minor for each in its.movements if each.value_on < row["sent_on"])
        opens = {row["claim_id"]: its.principal_minor + moved}
        taken = _taken(its, row, before, opens, collector=collector)
        bears = row["facts"].get("borne_by", {}).get("document_id") or row["document_id"]
        letters[str(bears) if bears else (row["claim_id"], row["step_no"])].append(taken)
        before.append(row)
    charged = [letter for letter in letters.values() if any(taken.step.fee_minor for taken in letter)]
    return [wrong for letter in charged for wrong in joint_violations(letter)]
