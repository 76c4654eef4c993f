"""The mail server that the operator's settings name."""

from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

from fordring.channels.email import SMTPEmail, SMTPSettings
from fordring.main.settings import Settings, SettingsError

PORTS = {"smtp": 587, "smtps": 465}


def email_channel(settings: Settings) -> SMTPEmail | None:
    """The channel to the mail server; None when none is set. Raises SettingsError."""
    return SMTPEmail(smtp_settings(settings.smtp_url, settings.mail_from)) if settings.smtp_url else None


def smtp_settings(url: str, mail_from: str) -> SMTPSettings:
    """The server at `smtp://user:password@host:port` or `smtps://…`; STARTTLS unless it is on this machine.

    Raises SettingsError for any other address.
    """
    address = urlsplit(url)
    if address.scheme not in PORTS or not address.hostname:
        raise SettingsError("FORDRING_SMTP_URL is not an address such as smtp://user:password@host:587 or smtps://…")
    local = address.hostname in {"127.0.0.1", "::1", "localhost"}
    return SMTPSettings(
        host=address.hostname,
        port=address.port or PORTS[address.scheme],
        sender=parseaddr(mail_from)[1],
        tls="implicit" if address.scheme == "smtps" else "none" if local else "starttls",
        user=unquote(address.username or ""),
        password=unquote(address.password or ""),
    )
