"""The body of `creditor/{id}/webhook`."""

from typing import Annotated

from pydantic import Field

from fordring.faces.kravia.wire.loose import Flag, Loose, Name, Text


class WebhookBody(Loose):
    """Where a creditor wants to hear of its invoices. What is absent stays as it is; the first time it is needed."""

    secret: Annotated[Name | None, Field(description="signs what is sent; it is never shown again")] = None
    enabled: Annotated[Flag | None, Field(description="on, the first time")] = None
    url: Annotated[Text | None, Field(description="public, https, without authentication")] = None
