"""Electronic identities put together: the key that seals national ids, the operator's providers, the simulated one."""

import os
import secrets
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from starlette.applications import Starlette

from fordring.channels.reach import ALLOW_INSECURE, PUBLIC_HTTPS
from fordring.gateways.identity.configuration import ConfigurationError, ProviderConfiguration, read_providers
from fordring.gateways.identity.directory import Directory
from fordring.gateways.identity.fetching import HTTPFetch
from fordring.gateways.identity.in_process import InProcessFetch
from fordring.gateways.identity.provider import Provider
from fordring.gateways.identity.sealing import Sealer, fresh_key
from fordring.main.settings import Settings, SettingsError
from fordring.simulators.identity.application import SimulatedProvider
from fordring.simulators.identity.provider import Simulated

SIMULATOR_PATH = "/simulators/identity"
KEY_FILE = "identity.key"
PRIVATE = 0o600


@dataclass(frozen=True, slots=True)
class Identities:
    """Every provider, what seals a national id, and the simulated provider as an application."""

    directory: Directory
    seal: Callable[[str, str], str]
    simulator: Starlette


async def open_identities(settings: Settings, stack: AsyncExitStack, wall: Callable[[], datetime]) -> Identities:
    """Those of this installation, closed with `stack`. Raises SettingsError."""
    key = key_of(settings)
    try:
        sealer = Sealer(key)
    except ValueError as error:
        raise SettingsError(f"the identity key cannot be used: {error}") from error
    base = f"{settings.public_url}{SIMULATOR_PATH}"
    simulated = Simulated(base, f"{settings.public_url}/identity/callback", key, wall)
    simulator = SimulatedProvider(simulated).application()
    in_process = InProcessFetch(simulator, base)
    providers = [Provider(configuration, in_process) for configuration in simulated.configurations()]
    providers += await providers_of(settings, stack)
    return Identities(Directory(providers), sealer.seal, simulator)


def configured(settings: Settings) -> tuple[ProviderConfiguration, ...]:
    """The operator's own providers. Raises SettingsError."""
    if settings.identity_providers is None:
        return ()
    try:
        return read_providers(settings.identity_providers)
    except ConfigurationError as error:
        raise SettingsError(f"FORDRING_IDENTITY_PROVIDERS: {error}") from error


def key_of(settings: Settings) -> str:
    """The key that national ids are sealed by: the setting, else the one in `var`, made when it is not there."""
    if settings.identity_key:
        return settings.identity_key
    file = settings.var / KEY_FILE
    if not file.exists():
        _make(file)
    return file.read_text(encoding="ascii").strip()


async def providers_of(settings: Settings, stack: AsyncExitStack) -> list[Provider]:
    """The operator's own providers, which are asked over HTTP until `stack` is closed. Raises SettingsError."""
    found = configured(settings)
    if not found:
        return []
    strict = await stack.enter_async_context(HTTPFetch(PUBLIC_HTTPS.schemes, PUBLIC_HTTPS.admits))
    reach = ALLOW_INSECURE if settings.allow_private_callbacks else PUBLIC_HTTPS
    loose = await stack.enter_async_context(HTTPFetch(reach.schemes, reach.admits))
    return [Provider(provider, loose if provider.sandbox else strict) for provider in found]


def _make(file: Path) -> None:
    """Only its owner may read it; of several processes that start at once, the first one's key is everybody's."""
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE), "w", encoding="ascii") as opened:
        opened.write(fresh_key() + "\n")
        opened.flush()
        os.fsync(opened.fileno())
    with suppress(FileExistsError):
        os.link(fresh, file)
    fresh.unlink()
