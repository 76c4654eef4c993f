"""How the driver says that the database is not there, so that an edge can tell it from a fault of ours."""

import asyncpg

DATABASE_GONE: tuple[type[BaseException], ...] = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    ConnectionError,
    TimeoutError,
    OSError,
)
"""Not connected, connection lost, server stopping or starting, too many connections, no answer in time.

And the driver's own confusion, which a backend that dies between two of its states leaves behind.
"""

UNSTORABLE: tuple[type[BaseException], ...] = (asyncpg.DataError,)
"""A value that no column can hold; the transaction left nothing behind."""
