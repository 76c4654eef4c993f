"""What this process remembers of credentials it has checked, for as long as it hears when one is taken back."""

from collections import OrderedDict

from fordring.faces.common.tokens import Bearer

REMEMBERED_MAX = 10_000


class Memory:
    """Secrets and their holders, the most recent ones. Nothing is remembered while it is not trusted.

    It is trusted by whoever listens for withdrawals (`hearing.py`); where nobody does, every check asks the database.
    """

    def __init__(self, remembered_max: int = REMEMBERED_MAX) -> None:
        self._remembered: OrderedDict[str, Bearer] = OrderedDict()
        self._remembered_max = remembered_max
        self.trusted = False
        self.heard = 0

    def recall(self, secret: str) -> Bearer | None:
        """The holder of a secret that was checked before, or None."""
        return self._remembered.get(secret)

    def keep(self, secret: str, bearer: Bearer, heard: int) -> None:
        """Remember the outcome of a check, unless a withdrawal was heard since it began (`heard` then)."""
        if not self.trusted or heard != self.heard:
            return
        self._remembered[secret] = bearer
        if len(self._remembered) > self._remembered_max:
            self._remembered.popitem(last=False)

    def forget(self, holder: str) -> None:
        """Something of this holder was taken back: whatever is remembered of it is checked anew."""
        self.heard += 1
        for secret in [secret for secret, bearer in self._remembered.items() if bearer.client_id == holder]:
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
