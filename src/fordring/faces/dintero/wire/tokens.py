"""The body of the token endpoint (page "Authentication"). Both fields are asked for by the endpoint itself."""

from fordring.faces.dintero.wire.loose import Ignoring


class TokenBody(Ignoring):
    """A client asks for a token for an account: `client_credentials`, and the account's address."""

    grant_type: str
    audience: str
