"""`fordring identity`: whether the providers of electronic identities can be used as they are set up."""

import asyncio
from contextlib import AsyncExitStack

import typer

from fordring.gateways.identity.fetching import ProviderError
from fordring.gateways.identity.provider import Provider
from fordring.main.clock import wall
from fordring.main.identity import configured, providers_of
from fordring.main.settings import Settings
from fordring.main.terminal import console, plain_errors

app = typer.Typer(help="Electronic identities of payers.", no_args_is_help=True)


@app.callback()
def identity() -> None:
    """Electronic identities of payers."""


@app.command()
def check() -> None:
    """Ask each provider for its discovery document and keys; exit code 1 when one cannot be used."""
    with plain_errors():
        settings = Settings.read()
        if not configured(settings):
            console.print("no provider is set up: FORDRING_IDENTITY_PROVIDERS names no file")
            return
        if not asyncio.run(_all_fit(settings)):
            raise typer.Exit(1)


async def _all_fit(settings: Settings) -> bool:
    async with AsyncExitStack() as stack:
        providers = await providers_of(settings, stack)
        return all([await _fits(provider, settings.public_url) for provider in providers])


async def _fits(provider: Provider, public_url: str) -> bool:
    known = provider.configuration
    try:
        endpoints, keys = await provider.said(wall())
    except ProviderError as error:
        console.print(f"{known.name}  cannot be used: {error}", markup=False)
        return False
    whom = "sandbox merchants" if known.sandbox else "live merchants"
    console.print(f"{known.name}  fits: {known.issuer}, {keys} keys, for {whom}", markup=False)
    console.print(f"  payers go to     {endpoints.authorization_endpoint}", markup=False)
    console.print(f"  and come back to {public_url}/identity/callback/{known.name}", markup=False)
    return True
