"""What the operator sets, read once from the environment. Nothing else in Fordring reads environment variables."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fordring.formats.papers.kinds import DOCUMENT_BYTES_MAX

PORTS = range(1, 65_536)
BYTES_MAX = 100 * 1_024 * 1_024
"""A document is held in memory while it is looked at."""
IDENTITY_DAYS, DAYS_MAX = 7, 365
PUBLIC_CALLS = 300
TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


class SettingsError(Exception):
    """A variable whose value cannot be used; the sentence names it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting, its variable in brackets. Paths are absolute.

    database_url: the application's login to a PostgreSQL of one's own, 15 or newer; None means the embedded one
        [FORDRING_DATABASE_URL].
    owner_database_url: the login that owns the tables and runs migrations; the same as `database_url` unless set
        [FORDRING_OWNER_DATABASE_URL].
    host, port: where the web application listens [FORDRING_HOST, 127.0.0.1; PORT, 8080].
    public_url: the address others reach it by, without a slash at the end, for links, file URLs and tokens
        [FORDRING_PUBLIC_URL, http://host:port].
    var: the folder that everything kept lives in [FORDRING_VAR, `var` in the working directory].
    blobs_url: where documents and raw files are stored, `file:///…`, `s3://bucket/prefix` … [FORDRING_BLOBS,
        the folder `blobs` in `var`].
    smtp_url: `smtp://user:password@host:587` (STARTTLS, but for a server on this machine) or `smtps://…`; without one
        live merchants' e-mail waits, while the sandbox's always stays in its mailbox [FORDRING_SMTP_URL].
    mail_from: the sender of e-mail [FORDRING_MAIL_FROM].
    letter_outbox: the folder a print house collects letters from [FORDRING_LETTER_OUTBOX, `letters` in `var`].
    allow_private_callbacks: lets sandbox merchants be called back at http and private addresses; never live ones
        [FORDRING_ALLOW_PRIVATE_CALLBACKS, no].
    document_bytes_max: the largest document that a client may hand in for an invoice [FORDRING_DOCUMENT_BYTES_MAX,
        10485760].
    document_types: the media types that such a document may have, with commas between; none means any that is safe to
        send on [FORDRING_DOCUMENT_TYPES].
    calls_per_minute: so many calls a minute may the holder of a creditor face's token make, by the count of each web
        process; None means as many as it likes [FORDRING_CALLS_PER_MINUTE].
    identity_providers: the file of electronic identities that payers of live merchants are asked for
        [FORDRING_IDENTITY_PROVIDERS].
    identity_key: 32 bytes in base64, by which national ids are stored encrypted; without it the one in the file
        `identity.key` in `var`, made at the first start [FORDRING_IDENTITY_KEY].
    identity_days: days after which an identification that was begun and never used is deleted, with the name, the
        address and the national id in it [FORDRING_IDENTITY_DAYS, 7].
    public_calls_per_minute: so many calls a minute may one address make at the pages and endpoints of sessions that
        take no token, by the count of each web process [FORDRING_PUBLIC_CALLS_PER_MINUTE, 300].
    company_register: the address of Norway's open register of legal entities, in which the checkout page looks the
        payers of live merchants up; None: it looks nobody up [FORDRING_COMPANY_REGISTER].
    bank_inbox: the folder that workers take bank files from; None means none [FORDRING_BANK_INBOX].
    end_with_parent: stop when the process that started Fordring dies; `make run` asks for it
        [FORDRING_END_WITH_PARENT, no].
    """

    database_url: str | None
    owner_database_url: str | None
    host: str
    port: int
    public_url: str
    var: Path
    blobs_url: str
    smtp_url: str | None
    mail_from: str
    letter_outbox: Path
    allow_private_callbacks: bool
    end_with_parent: bool
    document_bytes_max: int = DOCUMENT_BYTES_MAX
    document_types: frozenset[str] = frozenset()
    calls_per_minute: int | None = None
    identity_providers: Path | None = None
    identity_key: str | None = field(default=None, repr=False)
    identity_days: int = IDENTITY_DAYS
    company_register: str | None = None
    public_calls_per_minute: int = PUBLIC_CALLS
    bank_inbox: Path | None = None

    @classmethod
    def read(cls, environment: Mapping[str, str] | None = None, folder: Path | None = None) -> "Settings":
        """Read the environment (the process's own by default); relative paths start at `folder`.

        An empty variable counts as absent. Raises SettingsError.
        """
        given = {key: value for key, value in (os.environ if environment is None else environment).items() if value}
        start = (folder or Path.cwd()).resolve()
        var = (start / given.get("FORDRING_VAR", "var")).resolve()
        host, port = given.get("FORDRING_HOST", "127.0.0.1"), _port(given.get("PORT", "8080"))
        database_url = given.get("FORDRING_DATABASE_URL")
        return cls(
            database_url=database_url,
            owner_database_url=given.get("FORDRING_OWNER_DATABASE_URL", database_url),
            host=host,
            port=port,
            public_url=given.get("FORDRING_PUBLIC_URL", f"http://{host}:{port}").rstrip("/"),
            var=var,
            blobs_url=given.get("FORDRING_BLOBS", (var / "blobs").as_uri()),
            smtp_url=given.get("FORDRING_SMTP_URL"),
            mail_from=given.get("FORDRING_MAIL_FROM", "Fordring <no-reply@localhost>"),
            letter_outbox=(start / given.get("FORDRING_LETTER_OUTBOX", str(var / "letters"))).resolve(),
            allow_private_callbacks=_flag("FORDRING_ALLOW_PRIVATE_CALLBACKS", given),
            end_with_parent=_flag("FORDRING_END_WITH_PARENT", given),
            document_bytes_max=_bytes("FORDRING_DOCUMENT_BYTES_MAX", given, DOCUMENT_BYTES_MAX),
            bank_inbox=_path("FORDRING_BANK_INBOX", given, start),
            calls_per_minute=_calls("FORDRING_CALLS_PER_MINUTE", given),
            identity_providers=_path("FORDRING_IDENTITY_PROVIDERS", given, start),
            identity_key=given.get("FORDRING_IDENTITY_KEY"),
            identity_days=_days("FORDRING_IDENTITY_DAYS", given, IDENTITY_DAYS),
            public_calls_per_minute=_calls("FORDRING_PUBLIC_CALLS_PER_MINUTE", given) or PUBLIC_CALLS,
            company_register=_web_address("FORDRING_COMPANY_REGISTER", given),
            document_types=frozenset(given.get("FORDRING_DOCUMENT_TYPES", "").lower().replace(",", " ").split()),
        )


def _path(name: str, given: Mapping[str, str], start: Path) -> Path | None:
    return (start / given[name]).resolve() if name in given else None


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) in PORTS):
        raise SettingsError(f"PORT is {text!r}, but a port is a number from 1 to 65535")
    return int(text)


def _bytes(name: str, given: Mapping[str, str], usual: int) -> int:
    text = given.get(name, str(usual))
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= BYTES_MAX):
        raise SettingsError(f"{name} is {text!r}, but it is a number of bytes up to {BYTES_MAX}")
    return int(text)


def _days(name: str, given: Mapping[str, str], usual: int) -> int:
    text = given.get(name, str(usual))
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= DAYS_MAX):
        raise SettingsError(f"{name} is {text!r}, but it is a number of days from 1 to {DAYS_MAX}")
    return int(text)


def _calls(name: str, given: Mapping[str, str]) -> int | None:
    text = given.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise SettingsError(f"{name} is {text!r}, but it is a number of calls, at least 1")
    return int(text)


def _web_address(name: str, given: Mapping[str, str]) -> str | None:
    text = given.get(name)
    if text is not None and not text.startswith(("https://", "http://")):
        raise SettingsError(f"{name} is {text!r}, but it is an address that begins with https://")
    return text


def _flag(name: str, given: Mapping[str, str]) -> bool:
    text = given.get(name, "").lower()
    if text not in TRUE | FALSE:
        raise SettingsError(f"{name} is {text!r}, but it is yes or no")
    return text in TRUE
