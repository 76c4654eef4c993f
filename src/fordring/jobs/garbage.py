"""The garbage collector during work on very many rows, which are objects without a cycle among them."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

OBJECTS_BETWEEN_COLLECTIONS = 250_000
USUAL_THRESHOLD = gc.get_threshold()


@contextmanager
def collections_rare() -> Iterator[None]:
    """A batch is a hundred thousand objects without a cycle among them: looking for one takes a fifth of the time."""
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS, *USUAL_THRESHOLD[1:])
    try:
        yield
    finally:
        gc.set_threshold(*USUAL_THRESHOLD)
