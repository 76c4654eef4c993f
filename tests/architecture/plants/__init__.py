"""Planted violations: for each rule of the register a small tree as text, the lines to be caught marked `<<<`."""

from architecture.plants.borders import BORDERS
from architecture.plants.craft import CRAFT
from architecture.plants.papers import PAPERS

PLANTS: dict[str, str] = CRAFT | BORDERS | PAPERS
