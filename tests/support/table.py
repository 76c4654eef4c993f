"""Transition tables written for people: states down, events across, `-` where the event is refused."""


def transitions(text: str) -> list[tuple[str, str, str | None]]:
    """Each cell of the table as (state, event, result); a refused event's result is None."""
    head, *rows = [line.split() for line in text.strip("\n").splitlines()]
    return [
        (state, event, None if cell == "-" else cell)
        for state, *cells in rows
        for event, cell in zip(head, cells, strict=True)
    ]
