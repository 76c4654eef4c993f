"""The providers of an installation: which of them a payer is offered."""

from collections.abc import Iterable

from fordring.gateways.identity.provider import Identifies


class Directory:
    """All providers by name, those of the sandbox and those for live merchants."""

    def __init__(self, providers: Iterable[Identifies] = ()) -> None:
        self._providers = {provider.configuration.name: provider for provider in providers}

    def offered(self, country: str, *, sandbox: bool) -> list[Identifies]:
        """Those for a payer of that country, or all where none is of it; a sandbox merchant's never for a live one."""
        fitting = [found for found in self._providers.values() if found.configuration.sandbox is sandbox]
        local = [found for found in fitting if found.configuration.country in {country, ""}]
        return local or fitting

    def find(self, name: str, *, sandbox: bool) -> Identifies | None:
        """The provider of that name, if it is for such a merchant."""
        found = self._providers.get(name)
        return found if found is not None and found.configuration.sandbox is sandbox else None
