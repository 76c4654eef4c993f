"""How a provider is set up: a table in the operator's file, completed by what is usual of its kind."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet, RSAKey

from fordring.gateways.identity.kinds import KINDS

ALGORITHMS = ("ES256", "PS256", "RS256")
"""Of signatures. What is symmetric or none is never believed."""
KEY_ALGORITHMS = ("RSA-OAEP", "RSA-OAEP-256")
CONTENT_ALGORITHMS = ("A256GCM", "A128GCM", "A256CBC-HS512", "A128CBC-HS256")
AUTHENTICATIONS = ("client_secret_basic", "client_secret_post", "private_key_jwt", "none")
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")
TEXTS = ("issuer", "client_id", "label", "country", "national_idp", "client_authentication")
LISTS = ("scopes", "acr_values", "acr_asked", "algorithms", "national_id_claims")
FLAGS = ("signed_request", "encrypted", "sandbox")
OWN = frozenset({"kind", "client_secret", "client_secret_file", "keys_file", "parameters", *TEXTS, *LISTS, *FLAGS})


class ConfigurationError(Exception):
    """The file of providers cannot be used; the sentence says where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderConfiguration:
    """One provider. `name` stands in its callback's address, `label` on the button; `country`: whose people it knows.

    `acr_values` are the levels that are strong enough; `acr_asked` those it is asked for, if not the same. `keys` are
    our own, private: one with `use` `sig`, and one with `use` `enc` where tokens come encrypted. `sandbox`: for sandbox
    merchants only; any other provider is for live ones only.
    """

    name: str
    issuer: str
    client_id: str
    label: str
    country: str
    national_idp: str
    scopes: tuple[str, ...] = ("openid", "profile")
    acr_values: tuple[str, ...] = ()
    acr_asked: tuple[str, ...] | None = None
    algorithms: tuple[str, ...] = ALGORITHMS
    client_authentication: str = "client_secret_basic"
    client_secret: str = field(default="", repr=False)
    keys: KeySet | None = field(default=None, repr=False)
    signed_request: bool = False
    encrypted: bool = False
    sandbox: bool = False
    national_id_claims: tuple[str, ...] = ()
    parameters: Mapping[str, str] = field(default_factory=dict)

    def key(self, use: str) -> RSAKey | ECKey:
        """Our private key for `sig` or `enc`. Raises ConfigurationError."""
        for key in self.keys.keys if self.keys else ():
            if key.get("use") == use and isinstance(key, RSAKey | ECKey):
                return key
        raise ConfigurationError(f"{self.name}: there is no private key with use {use}")


def read_providers(file: Path) -> tuple[ProviderConfiguration, ...]:
    """The providers of a TOML file, a table `[name]` each; other files it names stand beside it.

    Raises ConfigurationError.
    """
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"{file}: {error}") from error
    return tuple(_configuration(name, table, file.parent) for name, table in tables.items())


def _configuration(name: str, table: object, folder: Path) -> ProviderConfiguration:
    if not isinstance(table, dict) or not name or set(name) - LETTERS:
        raise ConfigurationError(f"{name}: a provider is a table whose name has small letters, digits and hyphens")
    kind = table.get("kind")
    if kind is not None and kind not in KINDS:
        raise ConfigurationError(f"{name}: kind is {kind!r}, but there are {', '.join(KINDS)}")
    unknown = set(table) - OWN
    if unknown:
        raise ConfigurationError(f"{name}: {', '.join(sorted(unknown))} means nothing here")
    said = {**(KINDS[kind] if kind else {}), **table}
    facts: dict[str, Any] = {
        **{key: _text(name, key, said[key]) for key in TEXTS if key in said},
        **{key: _list(name, key, said[key]) for key in LISTS if key in said},
        **{key: said[key] is True for key in FLAGS if key in said},
        "parameters": {str(key): str(value) for key, value in dict(said.get("parameters", {})).items()},
        "client_secret": _secret(name, said, folder),
        "keys": _keys(name, said, folder),
    }
    missing = [key for key in TEXTS[:-1] if not facts.get(key)]
    if missing:
        raise ConfigurationError(f"{name}: {', '.join(missing)} is missing")
    return checked(ProviderConfiguration(name=name, **facts))


def checked(provider: ProviderConfiguration) -> ProviderConfiguration:
    """The provider, if it can be used. Raises ConfigurationError."""
    where = urlsplit(provider.issuer)
    if where.scheme not in {"https", "http"} or not where.hostname or where.query or where.fragment:
        raise ConfigurationError(f"{provider.name}: issuer is no address")
    if where.scheme == "http" and not provider.sandbox:
        raise ConfigurationError(f"{provider.name}: issuer is https, unless it is for the sandbox")
    if not provider.algorithms or set(provider.algorithms) - set(ALGORITHMS):
        raise ConfigurationError(f"{provider.name}: algorithms are of {', '.join(ALGORITHMS)}")
    if provider.client_authentication not in AUTHENTICATIONS:
        raise ConfigurationError(f"{provider.name}: client_authentication is one of {', '.join(AUTHENTICATIONS)}")
    if not provider.acr_values and not provider.sandbox:
        raise ConfigurationError(f"{provider.name}: acr_values says how sure an identification must be")
    if provider.client_authentication.startswith("client_secret") and not provider.client_secret:
        raise ConfigurationError(f"{provider.name}: client_secret or client_secret_file is missing")
    if provider.signed_request or provider.client_authentication == "private_key_jwt":
        provider.key("sig")
    if provider.encrypted:
        provider.key("enc")
    return provider


def _text(name: str, key: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ConfigurationError(f"{name}: {key} is a text")
    return value.strip()


def _list(name: str, key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise ConfigurationError(f"{name}: {key} is a list of texts")
    return tuple(value)


def _secret(name: str, said: Mapping[str, Any], folder: Path) -> str:
    if "client_secret_file" in said:
        return _read(name, folder / str(said["client_secret_file"])).strip()
    return str(said.get("client_secret", ""))


def _keys(name: str, said: Mapping[str, Any], folder: Path) -> KeySet | None:
    if "keys_file" not in said:
        return None
    text = _read(name, folder / str(said["keys_file"]))
    try:
        return KeySet.import_key_set(json.loads(text))
    except (ValueError, KeyError, TypeError, JoseError) as error:  # its sentence might tell of the key
        raise ConfigurationError(f"{name}: keys_file is no set of private keys (JWKS)") from error


def _read(name: str, file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"{name}: {file} cannot be read") from error
