"""A claim's file, read for a route of any kind."""

from fordring.faces.kravia.routes.visit import Call
from fordring.services.dossiers import Dossier
from fordring.services.invoicing.show_claim import ShowClaim, show_claim


async def shown(call: Call, *, planned: bool = False) -> Dossier:
    """The file of the claim in the path, with its follow-up where that is asked for.

    Raises NotFoundError, also for a claim of others.
    """
    command = ShowClaim(call.number, call.token.merchants, planned)
    async with call.context.database.reading() as connection:
        return await show_claim(command, call.work(connection))
