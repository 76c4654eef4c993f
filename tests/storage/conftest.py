"""What storage tests act on beside the usual database: an empty one."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from support.database import RunDatabases


@pytest.fixture
def empty_database(databases: "RunDatabases", request: pytest.FixtureRequest) -> Iterator[str]:
    """The owner's login to a database with nothing in it."""
    template = databases.template("empty", lambda _dsn: None)
    name = databases.create_database_from_template(template, f"empty_{abs(hash(request.node.name))}")
    yield databases.owner_dsn(name)
    databases.drop(name)
