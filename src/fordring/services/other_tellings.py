"""The same credit in two kinds of files, such as OCR giro and camt.054, which share no reference of the bank's.

One credit of one kind is one credit of the other when account, booking day, amount and creditor reference agree, or,
where neither has one, payer and text; each is taken once, so that two equal payments in both files are two payments.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from fordring.services.fresh_lines import Arrival, Key
from fordring.storage.house import other_tellings
from fordring.storage.house.other_tellings import Said
from fordring.storage.transaction import Connection


async def without_told(connection: Connection, fresh: Sequence[Arrival], bank_file_id: UUID) -> list[Arrival]:
    """The arrivals that no file of another kind told of; the lines of the others are marked with their new keys.

    Credits alike are counted, so that who brings the same at the same time meets the same number. A credit of a camt
    file that names nothing and is the sum of a fixed-width file of its account and day is known too. Raises
    LostRaceError when another worker has marked a line meanwhile.
    """
    named = {arrival.key: (*arrival.facts, arrival.said) for arrival in fresh if arrival.facts and arrival.said}
    alike = await other_tellings.credits_alike(connection, set(named.values()), bank_file_id) if named else []
    waiting: defaultdict[Said, deque[UUID]] = defaultdict(deque)
    many: Counter[Said] = Counter()
    for credit in alike:
        many[credit.said] = credit.said_no
        if credit.is_free:
            waiting[credit.said].append(credit.bank_line_id)
    others: dict[UUID, str] = {}
    kept = []
    for arrival in fresh:
        said = named.get(arrival.key)
        if said and waiting[said]:
            others[waiting[said].popleft()] = arrival.identity
            continue
        if said:
            many[said] += 1
        kept.append(arrival if not said or many[said] == 1 else replace(arrival, said_no=many[said]))
    if others:
        await other_tellings.mark(connection, others)
    sums = await _sums(connection, fresh, bank_file_id)
    return [arrival for arrival in kept if arrival.key not in sums]


async def _sums(connection: Connection, fresh: Sequence[Arrival], bank_file_id: UUID) -> set[Key]:
    unnamed = {
        arrival.key: arrival.facts
        for arrival in fresh
        if not arrival.line.split and not arrival.line.references and arrival.facts
    }
    found = await other_tellings.sums_with(connection, set(unnamed.values()), bank_file_id) if unnamed else set()
    return {key for key, facts in unnamed.items() if facts in found}
