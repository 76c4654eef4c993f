"""Which keys were met before, for files of a million lines: the latest as they came, the others packed in order."""

from array import array
from bisect import bisect_left
from heapq import merge

LATEST_MAX = 4_096


class Seen:
    """A set of 64-bit integers that only grows, at eight bytes each where a `set` takes eighty."""

    def __init__(self) -> None:
        self._latest: set[int] = set()
        self._packed: list[array[int]] = []
        """Sorted, each longer than the next, so that there are few."""

    def add(self, key: int) -> bool:
        """Remember the key; True when it is new."""
        if key in self._latest:
            return False
        for run in self._packed:  # a loop, as it is run for every line of a file
            if _holds(run, key):
                return False
        self._latest.add(key)
        if len(self._latest) == LATEST_MAX:
            self._pack()
        return True

    def _pack(self) -> None:
        run = array("q", sorted(self._latest))
        while self._packed and len(self._packed[-1]) <= len(run):
            run = array("q", merge(self._packed.pop(), run))
        self._packed.append(run)
        self._latest.clear()


def _holds(run: "array[int]", key: int) -> bool:
    place = bisect_left(run, key)
    return place < len(run) and run[place] == key
