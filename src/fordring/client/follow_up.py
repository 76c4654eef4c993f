"""What becomes of claims that are not paid: the installation's own API, with the credentials of either face.

A claim is named by its integer id, the invoice's at the creditor face. Its calls take no idempotency key: what is there
already is answered as it is, or refused as done, so that a call whose answer was lost may be made again.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Literal, TypeVar

from fordring.client import follow_up_answers as answers
from fordring.client.request import Page, Request, reads
from fordring.client.transports import Call, Listing

Payer = Literal["consumer", "business"]
PAGE_ITEMS = 100
T = TypeVar("T")

_stop = reads(answers.Stop)
_plan = reads(answers.Plan)
_open = reads(answers.Open)
_settings = reads(answers.Settings)
_terms = reads(answers.PlanTerms)
_coming = reads(tuple[answers.Coming, ...], inside="coming")
_waiting = reads(tuple[answers.Waiting, ...], inside="waiting")
_more = reads(answers.More)


class FollowUpCalls:
    """The calls about follow-up. `account_id` names whose where the credentials may act for several merchants."""

    @Call
    def follow_up(self, claim_id: int, language: str = "en") -> Request[answers.FollowUp]:
        """What comes next of a claim, from when, why, and what was done; sentences in nb, sv, fi or en."""
        headers = {"Accept-Language": language}
        return Request("GET", f"/claims/{claim_id}/follow-up", reads(answers.FollowUp), headers=headers)

    @Call
    def cancel_step(self, claim_id: int, step_no: int, because: str) -> Request[answers.Open]:
        """Take a step back, its fee with it."""
        return _post(f"/claims/{claim_id}/steps/{step_no}/cancel", _open, because=because)

    @Listing
    def coming(self, days: int = 7, account_id: str | None = None) -> Request[Page[answers.Coming]]:
        """What the daily run will do from today to so many days from now, if nothing else happens."""
        query = {"days": days, "account_id": account_id, "limit": PAGE_ITEMS}
        return _paged("/follow-up/preview", _coming, query)

    @Listing
    def waiting(self, kind: str | None = None, account_id: str | None = None) -> Request[Page[answers.Waiting]]:
        """What waits for an approval or a person, longest first."""
        query = {"kind": kind, "account_id": account_id, "limit": PAGE_ITEMS}
        return _paged("/follow-up/waiting", _waiting, query)

    @Call
    def approve(self, claim_id: int, step: str | None = None, note: str = "") -> Request[answers.Approved]:
        """Approve what waits of a claim; with `step`, only if it is that."""
        return _post(f"/claims/{claim_id}/approve", reads(answers.Approved), step=step, note=note)

    @Call
    def transfer(self, claim_id: int, note: str = "") -> Request[answers.Open]:
        """Make an overdue invoice a case to be collected."""
        return _post(f"/claims/{claim_id}/transfer", _open, note=note)

    @Call
    def monitor(self, claim_id: int, because: str) -> Request[answers.Open]:
        """Give collection up: the claim is only watched until it is time-barred."""
        return _post(f"/claims/{claim_id}/monitor", _open, because=because)

    @Call
    def write_off(self, claim_id: int, because: str) -> Request[answers.Open]:
        """Give a claim up: what is open of it is written off."""
        return _post(f"/claims/{claim_id}/write-off", _open, because=because)

    @Call
    def stops(self, claim_id: int) -> Request[answers.Stops]:
        """What stops a claim's automatic steps, and what did."""
        return Request("GET", f"/claims/{claim_id}/stops", reads(answers.Stops))

    @Call
    def open_stops(self, reason: str | None = None) -> Request[tuple[answers.Stop, ...]]:
        """The stops that were not ended, the one to look at first."""
        return Request("GET", "/follow-up/stops", reads(tuple[answers.Stop, ...]), {"reason": reason})

    @Call
    def stop(
        self,
        claim_id: int,
        reason: str,
        until: date | None = None,
        note: str = "",
        *,
        whole_payer: bool = False,
        interest_paused: bool = False,
    ) -> Request[answers.Stop]:
        """Stop every automatic step of a claim, or of all its payer's claims, for a reason such as `disputed`."""
        said = {"reason": reason, "until": until, "note": note}
        more = {"whole_payer": whole_payer, "interest_paused": interest_paused}
        return _post(f"/claims/{claim_id}/stops", _stop, **said, **more)

    @Call
    def end_stop(self, stop_id: str, because: str = "") -> Request[answers.Stop]:
        """End a stop: the steps go on, unless another holds."""
        return _post(f"/stops/{stop_id}/end", _stop, because=because)

    @Call
    def plans(self, claim_id: int) -> Request[tuple[answers.Plan, ...]]:
        """A claim's payment plans, the oldest first."""
        return Request("GET", f"/claims/{claim_id}/plan", reads(tuple[answers.Plan, ...], inside="plans"))

    @Call
    def agree_plan(self, claim_id: int, agreed: Mapping[str, Any]) -> Request[answers.Plan]:
        """A payment plan: `first_on`, `count` or `monthly_minor`, `accepted_by`, `accepted_how`, `fee`, `note`."""
        return Request("POST", f"/claims/{claim_id}/plan", _plan, body=agreed)

    @Call
    def cancel_plan(self, claim_id: int, because: str) -> Request[answers.Plan]:
        """End a payment plan; the claim goes on where it was."""
        return _post(f"/claims/{claim_id}/plan/cancel", _plan, because=because)

    @Call
    def plan_terms(self, account_id: str | None = None) -> Request[answers.PlanTerms]:
        """By which terms payment plans are agreed on."""
        return Request("GET", "/follow-up/plan-terms", _terms, {"account_id": account_id})

    @Call
    def change_plan_terms(
        self, changes: Mapping[str, int], account_id: str | None = None
    ) -> Request[answers.PlanTerms]:
        """Change those that are named, for the plans to come."""
        return Request("PUT", "/follow-up/plan-terms", _terms, {"account_id": account_id}, changes)

    @Call
    def follow_up_settings(self, payer: Payer = "consumer", account_id: str | None = None) -> Request[answers.Settings]:
        """How claims on that kind of payer are followed up."""
        return Request("GET", "/follow-up/settings", _settings, {"payer": payer, "account_id": account_id})

    @Call
    def change_follow_up(
        self, changes: Mapping[str, Any], payer: Payer = "consumer", account_id: str | None = None
    ) -> Request[answers.Settings]:
        """Change what is named of that; open claims follow. What the law forbids is refused by field and paragraph."""
        return Request("PUT", "/follow-up/settings", _settings, {"payer": payer, "account_id": account_id}, changes)

    @Call
    def interest(self, claim_id: int, on: date | None = None) -> Request[answers.Interest]:
        """Late-payment interest as of a day, today without one, in rows that add up to it."""
        return Request("GET", f"/claims/{claim_id}/interest", reads(answers.Interest), {"on": on})

    @Call
    def interest_statement(self, claim_id: int, on: date | None = None) -> Request[bytes]:
        """The same as a PDF in the payer's language."""
        headers = {"Accept": "application/pdf"}
        return Request("GET", f"/claims/{claim_id}/interest", bytes, {"on": on}, headers=headers)

    @Call
    def summary(self, claim_id: int) -> Request[answers.Summary]:
        """All open claims of a claim's payer."""
        return Request("GET", f"/claims/{claim_id}/summary", reads(answers.Summary))

    @Call
    def tell_interruption(self, claim_id: int, on: date, how: str, note: str = "") -> Request[answers.Interrupted]:
        """Limitation was interrupted that day, `acknowledged` by the payer or by a step in court: it runs anew."""
        return _post(f"/claims/{claim_id}/interrupted", reads(answers.Interrupted), on=on, how=how, note=note)

    @Call
    def court_bundle(self, claim_id: int) -> Request[bytes]:
        """A claim's summary for a court, one PDF."""
        return Request("GET", f"/claims/{claim_id}/court-bundle", bytes)


def _post(path: str, read: Callable[[bytes], T], **said: Any) -> Request[T]:
    """A call whose body is what is said; what is None is left out."""
    return Request("POST", path, read, body={name: value for name, value in said.items() if value is not None})


def _paged(path: str, items: Callable[[bytes], tuple[T, ...]], query: Mapping[str, Any]) -> Request[Page[T]]:
    """A list whose pages name what begins the next one."""

    def read(content: bytes) -> Page[T]:
        after = _more(content).next
        return Page(items(content), _paged(path, items, {**query, "after": after}) if after else None)

    return Request("GET", path, read, query)
