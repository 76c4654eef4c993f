"""What every answer of this face is: camelCase members, flat objects stay flat, amounts are numbers."""

from typing import Any

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

Amount = int | float
"""Major units: an integer where there are no hundredths."""


class Answer(BaseModel):
    """An object of an answer: exactly these members, all of them always present."""

    model_config = ConfigDict(extra="forbid", alias_generator=to_camel, populate_by_name=True)

    def worded(self) -> dict[str, Any]:
        """The object under its members' public names, ready to become JSON."""
        return self.model_dump(mode="json", by_alias=True)
