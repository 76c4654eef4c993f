"""The mail server that the operator's settings name."""

from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

from fordring.channels.email import SMTPEmail, SMTPSettings
from fordring.main.settings import Settings

PORTS = {"smtp": 587, "smtps": 465}


def email_channel(settings: Settings) -> SMTPEmail | None:
    """The channel to `smtp://user:password@host:port` or `smtps://…`; None when no server is set."""
    if settings.smtp_url is None:
        return None
    address = urlsplit(settings.smtp_url)
    local = address.hostname in {"127.0.0.1", "::1", "localhost"}
    return SMTPEmail(
        SMTPSettings(
            host=address.hostname or "localhost",
            port=address.port or PORTS[address.scheme],
            sender=parseaddr(settings.mail_from)[1],
            tls="implicit" if address.scheme == "smtps" else "none" if local else "starttls",
            user=unquote(address.username or ""),
            password=unquote(address.password or ""),
        )
    )
