"""Stamps: what changed of claims since somebody asked last, so that whoever asks again neither loops nor misses one.

Every change of a claim bears a stamp, strictly increasing. A transaction may commit behind one that took a later stamp:
nobody is shown a stamp from the horizon on, below which all transactions have ended. docs/decisions/0027-stamps.md.
"""

from fordring.storage.transaction import Connection


async def horizon(connection: Connection) -> int:
    """Stamps below this are all told. Look at the claims in a later statement, outside of any transaction."""
    return int(await connection.fetchval("SELECT house.tick_horizon()"))
