"""Lines that the bank numbers in no way and that are equal to one before: the same again, or another payment.

What is told once more by the same statement, or by a message of another kind, is the same. Another statement of the
same kind tells of other money, so there it may be another payment, and a person says which.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from fordring.formats.banking.identity import is_by_facts, next_identity
from fordring.services.fresh_lines import Arrival, Key
from fordring.storage.house import lines
from fordring.storage.house.lines import Line
from fordring.storage.transaction import Connection

REPEATING = "camt.052"
"""The reports of a day repeat what the one before told."""


async def told_apart(connection: Connection, arrivals: Sequence[Arrival], kind: str) -> list[Arrival]:
    """The arrivals, each that may be another payment than its equal under a key of its own, with the doubt.

    Which statement told of a known line is remembered.
    """
    doubtful = [arrival for arrival in arrivals if _is_doubtful(arrival, kind)]
    if not doubtful:
        return list(arrivals)
    known = await lines.known(connection, {arrival.key for arrival in doubtful})
    taken: dict[Key, str] = {}
    told: dict[UUID, Mapping[str, str]] = {}
    apart: dict[int, Arrival] = {}
    for arrival in doubtful:
        said = _said(arrival)
        mine = arrival
        while _told_otherwise(known.get(mine.key), taken.get(mine.key), kind, said):
            before = known.get(mine.key)
            key = next_identity(mine.identity)
            mine = replace(mine, identity=key, spelt=key, doubt=_doubt(before, kind))
            known |= await lines.known(connection, {mine.key})
        line = known.get(mine.key)
        if line is None:
            taken[mine.key] = said
        elif line.told_by is not None and kind not in line.told_by:
            told[line.bank_line_id] = {kind: said}
            known[mine.key] = replace(line, told_by={**line.told_by, kind: said})
        apart[arrival.place] = replace(mine, told_by={kind: said})
    if told:
        await lines.tell(connection, told)
    return [apart.get(arrival.place, arrival) for arrival in arrivals]


def _is_doubtful(arrival: Arrival, kind: str) -> bool:
    return is_by_facts(arrival.identity) and bool(arrival.line.statement_id) and kind != REPEATING


def _said(arrival: Arrival) -> str:
    """The statement, and which of its equal lines it is."""
    return f"{arrival.line.statement_id}#{arrival.line.repeat}"


def _told_otherwise(known: Line | None, taken: str | None, kind: str, said: str) -> bool:
    if known is None:
        return taken is not None and taken != said
    return (known.told_by or {}).get(kind, said) != said


def _doubt(before: Line | None, kind: str) -> str:
    which = f" to bank line {before.bank_line_id}" if before else ""
    return f"equal{which} in another {kind}, and the bank numbers neither: say whether it is the same"
