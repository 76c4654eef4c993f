"""The database for one command: the operator's own, the one that `fordring run` has running, or one started for it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import asyncpg

from fordring.main.postgres import EmbeddedPostgres
from fordring.main.settings import Settings
from fordring.storage.migrate import MigrationChangedError

UNUSABLE = (
    OSError,
    asyncpg.ClientConfigurationError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
    MigrationChangedError,
)
"""What goes wrong on the way to a database, all of it the operator's to mend: a sentence is enough, no traceback."""


@dataclass(frozen=True, slots=True)
class Databases:
    """The two logins to one database: `owner_dsn` for migrations, `app_dsn` for everything else."""

    owner_dsn: str
    app_dsn: str


@contextmanager
def open_database(settings: Settings, say: Callable[[str], None] = lambda _: None) -> Iterator[Databases]:
    """A database that answers, for as long as the block lasts; an embedded one started here is stopped after it.

    Use it outside any event loop. Raises ClusterError, AlreadyRunningError, UnreachableFolderError.
    """
    if settings.database_url is not None:
        yield Databases(settings.owner_database_url or settings.database_url, settings.database_url)
        return
    embedded = EmbeddedPostgres(settings.var, say=say)
    if embedded.is_running():
        yield Databases(embedded.owner_dsn, embedded.app_dsn)
        return
    with embedded:
        yield Databases(embedded.owner_dsn, embedded.app_dsn)
