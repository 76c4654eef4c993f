"""Steps that are due for several claims of one payer on one day are taken in one letter, with one fee and one time.

A letter is one document and one sending, those of the newest of its claims; the steps of the others name it. It says
one account: claims that are paid to several get one each, with one fee between them, whose steps name each other.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from fordring.domain.claim.claim import Claim
from fordring.domain.followup.letter import Letter
from fordring.domain.followup.outcome import Plan
from fordring.domain.followup.together import DueStep, letters, together
from fordring.services.planning import Planner
from fordring.services.steps import StepMade, Stepping, step_of
from fordring.storage.priced import BESIDE, BORNE_BY, SPARED

PutAside = Callable[[Stepping, Exception], None]


def steps_made(due: Sequence[Stepping], planner: Planner, asker: str, put_aside: PutAside) -> list[StepMade]:
    """Every step that is due, those of one letter with it.

    Where a letter cannot be made, its claims are tried one by one; `put_aside` is told of each that is at fault.
    """
    by_id = {stepping.claim.claim_id: stepping for stepping in due}
    made: list[StepMade] = []
    for letter in letters(map(_due_step, due)):
        its = [by_id[each.claim_id] for each in letter]
        try:
            wishes = planner.wishes[its[0].facts.business]
            plans = [each.plan for each in together(letter, wishes, planner.rules)]
            taken = [step_of(_with(plan, stepping), asker) for stepping, plan in zip(its, plans, strict=True)]
            made += _by_account(taken)
        except Exception:  # noqa: BLE001 - one claim of a letter holds up none of the others
            made += _one_by_one(its, asker, put_aside)
    return made


def _by_account(taken: Sequence[StepMade]) -> list[StepMade]:
    """A letter for each account that these steps' claims are paid to."""
    accounts = dict.fromkeys(made.claim.bank_account_id for made in taken)
    several = [_joined([made for made in taken if made.claim.bank_account_id == account]) for account in accounts]
    made = [each for joined in several for each in joined]
    return made if len(several) == 1 else _fee_between(made)


def _fee_between(made: Sequence[StepMade]) -> list[StepMade]:
    """The steps of several letters with one fee, which keeps what was open of the claims that it spares elsewhere."""
    bearer = next((each for each in made if each.step["fee_minor"]), None)
    if bearer is None:
        return list(made)
    spared = [each for each in made if SPARED in each.step["facts"] and each.document_id != bearer.document_id]
    beside = [{**_named(each), "principal": each.claim.open.principal} for each in spared]
    told: dict[UUID, Mapping[str, Any]] = {each.claim.claim_id: {BORNE_BY: _named(bearer)} for each in spared}
    told |= {bearer.claim.claim_id: {BESIDE: beside}} if beside else {}
    return [_saying(each, told.get(each.claim.claim_id, {})) for each in made]


def _named(made: StepMade) -> Mapping[str, Any]:
    return {"claim_id": str(made.claim.claim_id), "document_id": str(made.document_id)}


def _saying(made: StepMade, more: Mapping[str, Any]) -> StepMade:
    return replace(made, step={**made.step, "facts": {**made.step["facts"], **more}}) if more else made


def _with(plan: Plan, stepping: Stepping) -> Stepping:
    """The step by another plan; that of a letter of one claim is its own."""
    return stepping if plan is stepping.plan else replace(stepping, plan=plan)


def _one_by_one(its: Sequence[Stepping], asker: str, put_aside: PutAside) -> list[StepMade]:
    made = []
    for stepping in its:
        try:
            made.append(step_of(stepping, asker))
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one claim is for a person
            put_aside(stepping, error)
    return made


def _due_step(stepping: Stepping) -> DueStep:
    claim = stepping.claim
    return DueStep(claim.claim_id, claim.claim_no, number_of(claim), claim.payer_key, stepping.facts, stepping.plan)


def number_of(claim: Claim) -> str:
    """What its payer knows it by."""
    return claim.number or claim.own_number or str(claim.claim_no)


def _joined(taken: Sequence[StepMade]) -> list[StepMade]:
    """The steps with one letter between them."""
    if len(taken) == 1:
        return list(taken)
    sender = max(taken, key=lambda made: made.claim.claim_no)
    letter = replace(_letter(taken), contact=sender.claim.contact)
    return [_in_letter(made, sender, letter if made is sender else None) for made in taken]


def _letter(taken: Sequence[StepMade]) -> Letter:
    written = [made.letter for made in taken if made.letter]
    claims = tuple(claim for letter in written for claim in letter.claims)
    marks = tuple(dict.fromkeys(mark for letter in written for mark in letter.marks))
    return replace(written[0], claims=claims, marks=marks)


def _in_letter(made: StepMade, sender: StepMade, letter: Letter | None) -> StepMade:
    document_id = sender.document_id
    event = replace(made.event, facts={**made.event.facts, "document_id": document_id})
    row = {**made.step, "document_id": document_id}
    delivery = made.delivery if letter else None
    return replace(made, event=event, step=row, letter=letter, document_id=document_id, delivery=delivery)
