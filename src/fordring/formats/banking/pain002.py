"""A bank's answer to a payment order as values: of the whole file, of its groups, of single transfers (pain.002).

The answer nearest to a transfer is the one that holds for it: its own, else its group's, else the file's. An answer
that only says "partially" says nothing of a transfer that is not named.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Answer(StrEnum):
    """What the bank says of an order or of one transfer; the money has moved by none of them."""

    ACCEPTED = "accepted"
    PENDING = "pending"
    PARTLY = "partly"
    REJECTED = "rejected"


ANSWERS = {
    **dict.fromkeys(("ACCP", "ACTC", "ACSP", "ACSC", "ACCC", "ACWC", "ACWP", "ACFC"), Answer.ACCEPTED),
    **dict.fromkeys(("RCVD", "PDNG"), Answer.PENDING),
    **dict.fromkeys(("PART", "PATC"), Answer.PARTLY),
    **dict.fromkeys(("RJCT", "CANC"), Answer.REJECTED),
}
"""By the status codes of ISO 20022 (external payment group, information and transaction status sets)."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """An answer with the bank's code of it and the reason, both as they were given; the reason may be empty."""

    answer: Answer
    code: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class GroupAnswer:
    """What is said of one group of an order: of all of it (None where nothing is), and of transfers by reference."""

    payment_information_id: str
    verdict: Verdict | None
    transfers: Mapping[str, Verdict]


@dataclass(frozen=True, slots=True)
class StatusReport:
    """One pain.002 message. `order_id` is the message id of the order it answers; `problems` could not be read."""

    message_id: str
    created_on: date
    order_id: str
    verdict: Verdict | None
    groups: tuple[GroupAnswer, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def named(self) -> set[str]:
        """The references of all transfers that are named."""
        return {reference for group in self.groups for reference in group.transfers}

    def verdicts(self, group_id: str, references: Collection[str]) -> dict[str, Verdict]:
        """What is said of each of these transfers of one group; those of which nothing is said are left out."""
        groups = [group for group in self.groups if group.payment_information_id in {group_id, ""}]
        of_all = [self.verdict, *(group.verdict for group in groups)]
        general = [verdict for verdict in of_all if verdict and verdict.answer is not Answer.PARTLY]
        named = {reference: verdict for group in self.groups for reference, verdict in group.transfers.items()}
        found = {}
        for reference in references:
            own = named.get(reference)
            if own and own.answer is not Answer.PARTLY:
                found[reference] = own
            elif general:
                found[reference] = general[-1]
        return found
