"""What holds up the automatic steps of an open claim: of several things, the one that is told."""

from enum import StrEnum


class Hold(StrEnum):
    """The first of these that is so: a pause, a stop by a case handler, a payment plan, an approval that is waited for.

    A stop of the payer's card holds each claim on it.
    """

    PAUSED = "paused"
    STOPPED = "stopped"
    PLAN = "plan"
    APPROVAL = "approval"
