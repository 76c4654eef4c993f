"""Figures as a page writes them: a day with hyphens in it stays on its line, however narrow that is."""

from datetime import date

from fordring.formats.documents.figures import Figures

WORD_JOINER = "\N{WORD JOINER}"


class PageFigures(Figures):
    """The figures of papers, but that a browser does not part a day at its hyphens."""

    def day(self, day: date) -> str:
        """The day, to be read and not to be copied."""
        return Figures.day(self, day).replace("-", f"-{WORD_JOINER}")
