"""Finding the claim a payment is for: by exact reference on the account that received it, and never against one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Target = TypeVar("Target")


@dataclass(frozen=True, slots=True)
class Found(Generic[Target]):
    """The claim a payment is for, and the reference that says so."""

    target: Target
    reference: str


@dataclass(frozen=True, slots=True)
class Unfound:
    """Why a payment has no claim yet."""

    reason: str


def match(references: Sequence[str], known: Mapping[str, Target]) -> Found[Target] | Unfound:
    """One known reference is a match; several different claims are a question for a person; none is unidentified.

    `known` maps normalised references of the receiving account to their claims.
    """
    found = {reference: known[reference] for reference in references if reference in known}
    targets = set(found.values())
    if len(targets) > 1:
        return Unfound(f"the references {', '.join(found)} belong to different claims")
    if not found:
        named = ", ".join(references)
        return Unfound(f"no claim has the reference {named}" if named else "the payment bears no reference")
    reference = next(iter(found))
    return Found(found[reference], reference)
