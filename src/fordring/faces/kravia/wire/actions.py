"""The body of `invoice/{id}/action`."""

from typing import Annotated

from pydantic import Field

from fordring.faces.kravia.wire.loose import Day, Loose, Text


class ActionBody(Loose):
    """What may come with an action."""

    message: Annotated[Text | None, Field(alias="Message")] = None
    until: Annotated[
        Day | None, Field(description="our own addition: the day on which a pause ends; without it, until Resume")
    ] = None
