"""The audience of a token or a grant: the address of an account, here or where integrations know it from."""

from urllib.parse import urlsplit

from fordring.faces.dintero.routes.visit import Visit

PUBLIC_HOSTS = frozenset(["api.dintero.com", "checkout.dintero.com"])
"""Integrations keep naming the public hosts as the audience after their base URL was changed to ours."""


def is_audience(visit: Visit, audience: str, account_id: str) -> bool:
    """Whether it names the account at our own origin or at a public host, with or without the account as user."""
    try:
        parts = urlsplit(audience)
        host = (parts.hostname or "").lower()
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return False
    own = {urlsplit(visit.context.base_url).netloc.lower(), visit.request.headers.get("host", "").lower()}
    return (
        (host in PUBLIC_HOSTS or f"{host}{port}" in own)
        and parts.path.rstrip("/") == f"/v1/accounts/{account_id}"
        and parts.username in {None, account_id}
    )


def audience_of(visit: Visit, account_id: str) -> str:
    """The address of an account at this installation."""
    return f"{visit.context.base_url}/v1/accounts/{account_id}"
