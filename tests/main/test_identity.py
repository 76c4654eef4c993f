"""Electronic identities of an installation: its key, its file of providers, and what the check says of them."""

import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from fordring.gateways.identity.sealing import Sealer
from fordring.main.cli import app
from fordring.main.clock import wall
from fordring.main.identity import key_of, open_identities
from fordring.main.settings import Settings, SettingsError

PROVIDER = """
[nobody]
issuer = "http://127.0.0.1:1"
client_id = "shop"
client_authentication = "none"
label = "Nobody"
country = "NO"
national_idp = "none"
sandbox = true
"""


def settings_of(folder: Path, **more: str) -> Settings:
    return Settings.read({"FORDRING_VAR": str(folder / "var"), **more}, folder)


def test_processes_that_start_at_once_have_one_key_which_only_its_owner_reads(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(key_of, [settings] * 8))
    assert len(keys) == 1
    assert Sealer(keys.pop())
    (file,) = (tmp_path / "var").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert key_of(settings_of(tmp_path, FORDRING_IDENTITY_KEY="given")) == "given"


async def test_a_key_or_a_file_that_cannot_be_used_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "providers.toml").write_text("[x]\n", encoding="utf-8")
    for given in ({"FORDRING_IDENTITY_KEY": "short"}, {"FORDRING_IDENTITY_PROVIDERS": "providers.toml"}):
        async with AsyncExitStack() as stack:
            with pytest.raises(SettingsError):
                await open_identities(settings_of(tmp_path, **given), stack, wall)


async def test_live_payers_are_offered_the_operators_providers_and_sandbox_ones_the_simulated(tmp_path: Path) -> None:
    live = PROVIDER.replace("http://", "https://").replace("sandbox = true", 'acr_values = ["high"]')
    (tmp_path / "providers.toml").write_text(live, encoding="utf-8")
    async with AsyncExitStack() as stack:
        settings = settings_of(tmp_path, FORDRING_IDENTITY_PROVIDERS="providers.toml")
        directory = (await open_identities(replace(settings), stack, wall)).directory
        for country in ("NO", "SE", "FI"):
            names = [found.configuration.name for found in directory.offered(country, sandbox=True)]
            assert names == [f"simulated-{country.lower()}"]
            assert [found.configuration.name for found in directory.offered(country, sandbox=False)] == ["nobody"]
        assert directory.find("simulated-no", sandbox=False) is None
        assert directory.find("nobody", sandbox=True) is None


def test_the_check_says_of_each_provider_whether_it_fits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORDRING_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("FORDRING_ALLOW_PRIVATE_CALLBACKS", "yes")
    none = CliRunner().invoke(app, ["identity", "check"])
    assert (none.exit_code, "no provider is set up" in none.output) == (0, True)
    (tmp_path / "providers.toml").write_text(PROVIDER, encoding="utf-8")
    monkeypatch.setenv("FORDRING_IDENTITY_PROVIDERS", str(tmp_path / "providers.toml"))
    down = CliRunner().invoke(app, ["identity", "check"])
    assert (down.exit_code, "nobody  cannot be used: the provider cannot be reached" in down.output) == (1, True)
    (tmp_path / "providers.toml").write_text("[nobody]\n", encoding="utf-8")
    bad = CliRunner().invoke(app, ["identity", "check"])
    assert (bad.exit_code, "FORDRING_IDENTITY_PROVIDERS: nobody" in bad.output) == (1, True)
