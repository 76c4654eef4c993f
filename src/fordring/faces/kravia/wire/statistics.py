"""What statistics are asked with: a query, read as bodies are. Unknown parameters are ignored."""

from fordring.faces.kravia.wire.loose import Loose, Whole


class StatisticQuery(Loose):
    """Whose claims are counted; all of the token's creditors' without it."""

    creditor_id: Whole | None = None
