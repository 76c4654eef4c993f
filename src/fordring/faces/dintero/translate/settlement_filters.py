"""Queries of the lists of settlements, report configurations and reports. Unknown parameters are ignored."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from fordring.domain.errors import NotFoundError
from fordring.faces.dintero.errors import BadRequestError
from fordring.faces.dintero.translate.fields import Problem
from fordring.faces.dintero.translate.filters import PRODUCT, Query
from fordring.faces.dintero.translate.ids import plain_id
from fordring.faces.dintero.translate.vocabulary import PAYMENT_PRODUCT
from fordring.services.reporting.list_settlements import SettlementsAsked

SETTLEMENTS_MAX, SETTLEMENTS = 1000, 10
CONFIGURATIONS_MAX, CONFIGURATIONS = 1000, 100
REPORTS_MAX, REPORTS = 100, 10
SETTLED = ("created_at.gte", "created_at.lte")
MADE = ("item_created_at.gte", "item_created_at.lte")
CURSOR = ("starting_after_id", "starting_after_date")


@dataclass(frozen=True, slots=True)
class Part:
    """A page of a list: the most it may hold, and the id it begins after."""

    limit: int
    after: UUID | None


def settlements_asked(given: Sequence[tuple[str, str]]) -> tuple[SettlementsAsked, int, bool]:
    """What is asked for, how many at most, and whether nothing can fit.

    `created_at` is when a settlement was settled, `item_created_at` when it was made; the two do not go together. Both
    parts of the cursor do: the id tells where the page begins, the date is only read. Raises BadRequestError, and
    NotFoundError where the id is none.
    """
    query = Query(given, absent=("payout_destination_id",))
    limit = _limit(query, SETTLEMENTS, SETTLEMENTS_MAX)
    times = {name: query.moment(name) for name in (*SETTLED, *MADE, "starting_after_date")}
    for name in MADE:
        if times[name] is not None and any(times[other] is not None for other in SETTLED):
            raise BadRequestError(Problem((name,), "does not go together with created_at"))
    for name, other in (CURSOR, CURSOR[::-1]):
        if query.one(name) is not None and query.one(other) is None:
            raise BadRequestError(Problem((other,), f"is needed with {name}"))
    for name in ("payment_provider", "payment_provider[]"):
        query.chosen(name, {PAYMENT_PRODUCT: None}, lambda word: bool(PRODUCT.fullmatch(word)))
    asked = SettlementsAsked(
        settled_from=times[SETTLED[0]],
        settled_to=times[SETTLED[1]],
        created_from=times[MADE[0]],
        created_to=times[MADE[1]],
        search=query.one("search") or None,
        after=_id(query, "starting_after_id", "settlement"),
    )
    return asked, limit, query.empty


def configurations_asked(given: Sequence[tuple[str, str]]) -> Part:
    """The page of a list of report configurations. Raises BadRequestError, NotFoundError."""
    query = Query(given)
    limit = _limit(query, CONFIGURATIONS, CONFIGURATIONS_MAX)
    return Part(limit, _id(query, "starting_after", "report configuration"))


def reports_asked(given: Sequence[tuple[str, str]]) -> Part:
    """The page of a list of reports. Raises BadRequestError, NotFoundError."""
    query = Query(given)
    return Part(_limit(query, REPORTS, REPORTS_MAX), _id(query, "starting_after", "report"))


def _limit(query: Query, otherwise: int, most: int) -> int:
    limit = query.integer("limit")
    if limit is not None and not 1 <= limit <= most:
        raise BadRequestError(Problem(("limit",), f"is 1 to {most}"))
    return limit or otherwise


def _id(query: Query, name: str, what: str) -> UUID | None:
    """The id in a cursor: what is none is refused by the parameter's name, what is nobody's is not found later."""
    text = query.one(name)
    if text is None:
        return None
    try:
        return plain_id(what, text)
    except NotFoundError:
        raise BadRequestError(Problem((name,), f"{text} is not an id")) from None
