"""Asks a tree, in a process of its own, which errors of the domain each face's table of refusals lacks. Prints JSON.

Arguments: the tree's `src`, then the names of the faces.
"""

import importlib
import json
import pkgutil
import sys
from collections.abc import Iterator

ROOMS_WITH_ERRORS = ("domain", "storage", "services", "gateways", "channels", "formats")


def main(src: str, faces: list[str]) -> None:
    """Print what each face lacks: `{"own": ["no answer for NotFoundError"]}`."""
    sys.path.insert(0, src)
    _import_everything_that_defines_errors()
    print(json.dumps({face: list(_lacking(face)) for face in faces}))  # noqa: T201 - the answer goes to the caller's pipe


def _import_everything_that_defines_errors() -> None:
    house = importlib.import_module("fordring")
    for module in pkgutil.walk_packages(house.__path__, "fordring."):
        if module.name.split(".")[1] in ROOMS_WITH_ERRORS:
            importlib.import_module(module.name)


def _lacking(face: str) -> Iterator[str]:
    root: type[Exception] = importlib.import_module("fordring.domain.errors").DomainError
    table = getattr(importlib.import_module(f"fordring.faces.{face}.errors"), "REFUSALS", None)
    if not isinstance(table, dict):
        yield "there is no table REFUSALS"
        return
    for error in sorted(set(_descendants(root)), key=lambda error: error.__name__):
        ancestors = error.__mro__[: error.__mro__.index(root)]
        if not any(ancestor in table for ancestor in ancestors):
            yield f"no answer for {error.__name__}"


def _descendants(error: type[Exception]) -> Iterator[type[Exception]]:
    for child in error.__subclasses__():
        yield child
        yield from _descendants(child)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
