"""Addresses that clients want to be called at: which of them never are, whatever face they were given to."""

from yarl import URL

from fordring.channels.reach import ALLOW_INSECURE, PUBLIC_HTTPS, refusal
from fordring.channels.signing import wire_url

LENGTH_MAX = 2_048


def address_problem(url: str, *, insecure: bool) -> str | None:
    """Why this address is never called, or None."""
    if len(url) > LENGTH_MAX:
        return f"is longer than {LENGTH_MAX} characters"
    try:
        address = URL(wire_url(url), encoded=True)
    except ValueError:
        return "is not an absolute URL"
    host = (address.raw_host or "").rstrip(".")
    if not insecure and (host == "localhost" or host.endswith(".localhost")):
        return "leads to this machine, which is not called"
    return refusal(address.scheme, host, ALLOW_INSECURE if insecure else PUBLIC_HTTPS)
