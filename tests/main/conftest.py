"""The command line on a test's own database."""

from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from fordring.main.cli import app
from support.database import RunDatabases


@pytest.fixture
def command(databases: RunDatabases, database_name: str, tmp_path: Path) -> Callable[..., Result]:
    """Run `fordring …` on this test's database; what became of it. Names in capitals are further settings."""

    def run(*words: str, program: typer.Typer = app, **settings: str) -> Result:
        own = {
            "FORDRING_DATABASE_URL": databases.app_dsn(database_name),
            "FORDRING_OWNER_DATABASE_URL": databases.owner_dsn(database_name),
            "FORDRING_VAR": str(tmp_path / "var"),
        }
        return CliRunner().invoke(program, words, env=own | settings)

    return run
