"""What settlements and bookkeeping are asked for with: queries, read as bodies are. Unknown ones are ignored."""

from typing import Annotated

from pydantic import Field

from fordring.faces.kravia.wire.loose import Day, Flag, Loose, Name, Whole


class SettlementsQuery(Loose):
    """Which settlements; all of them without parameters."""

    exclude_closed: Annotated[Flag, Field(alias="ExcludeClosed")] = False
    creditor_id: Whole | None = None
    date_from: Day | None = None
    date_to: Day | None = None
    top: Annotated[Whole | None, Field(ge=0)] = None
    skip: Annotated[Whole, Field(ge=0, lt=2**63)] = 0


class BookkeepingQuery(Loose):
    """Which lines of bookkeeping, and how they are written."""

    creditor_id: Whole | None = None
    date_from: Day | None = None
    date_to: Day | None = None
    format: Name = "json"


class BookkeepQuery(Loose):
    """What the creditor's books call a settlement."""

    internal_accounting_id: Name | None = None
