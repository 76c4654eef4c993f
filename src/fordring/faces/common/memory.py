"""What this process remembers of credentials it has checked, for as long as it hears when one is taken back."""

from collections import OrderedDict
from typing import Protocol, TypeVar

REMEMBERED_MAX = 10_000


class Credential(Protocol):
    """What a secret was found to be."""

    @property
    def holder(self) -> str:
        """The name by which it is taken back."""


Found = TypeVar("Found", bound=Credential)


class Memory:
    """Secrets and what they are, the most recent ones. Nothing is remembered while it is not trusted.

    It is trusted by whoever listens for withdrawals (`hearing.py`); where nobody does, every check asks the database.
    """

    def __init__(self, remembered_max: int = REMEMBERED_MAX) -> None:
        self._remembered: OrderedDict[str, Credential] = OrderedDict()
        self._remembered_max = remembered_max
        self.trusted = False
        self.heard = 0

    def recall(self, secret: str, kind: type[Found]) -> Found | None:
        """What a secret that was checked before is, or None, also where it is of another kind."""
        found = self._remembered.get(secret)
        return found if isinstance(found, kind) else None

    def keep(self, secret: str, found: Credential, heard: int) -> None:
        """Remember the outcome of a check, unless a withdrawal was heard since it began (`heard` then)."""
        if not self.trusted or heard != self.heard:
            return
        self._remembered[secret] = found
        if len(self._remembered) > self._remembered_max:
            self._remembered.popitem(last=False)

    def forget(self, holder: str) -> None:
        """Something of this holder was taken back: whatever is remembered of it is checked anew."""
        self.heard += 1
        for secret in [secret for secret, found in self._remembered.items() if found.holder == holder]:
            del self._remembered[secret]

    def trust(self) -> None:
        """From now on withdrawals are heard. What is being checked just now is not kept: one before may be unheard."""
        if not self.trusted:
            self.trusted = True
            self.heard += 1

    def distrust(self) -> None:
        """From now on withdrawals may be missed."""
        self.trusted = False
        self.heard += 1
        self._remembered.clear()
