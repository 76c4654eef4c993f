"""How a source is cited to its payer: an act by its name, as the letters do; where the web says it not at all.

The acts are those of the rules of Sweden and Finland (shared reference nordic-rules.md §§ 2.2, 2.3).
"""

import re
from collections.abc import Mapping

from fordring.domain.followup.words.tongue import Language
from fordring.formats.documents.figures import NO_BREAK_SPACE

_BY_PARAGRAPH = re.compile(r"(?P<act>513/1999|lag \(1981:739\)) (?P<paragraph>\d+(?: \w)? §)")
_PLACE = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+|R\d(?:, R\d)*")
"""An address of the web, or the labels of several."""
_APART = re.compile(r"(?<=§) (?=\d)|(?<=\d) (?=(?:\w )?§)|(?<=\d \w) (?=§)")

_FINNISH, _IN_SWEDISH = "laki saatavien perinnästä (513/1999)", "lagen om indrivning av fordringar (513/1999)"
_COSTS = "lag (1981:739) om ersättning för inkassokostnader m.m."
_ACTS: Mapping[str, str] = {
    "513/1999": _FINNISH,
    "299/2022": _FINNISH,
    "temporary act": _FINNISH,
    "lag (1981:739)": _COSTS,
    "lag (1981:739), by practice": _COSTS,
}
_ACTS_IN_SWEDISH: Mapping[str, str] = {_FINNISH: _IN_SWEDISH, "korkolaki": "den finska räntelagen (korkolaki)"}


def cited(source: str, language: Language) -> str:
    """The source as it is read in the language; numbers stay with their signs of paragraph."""
    if _PLACE.fullmatch(source):
        return ""
    found = _BY_PARAGRAPH.fullmatch(source)
    act = _ACTS.get(found["act"] if found else source, source)
    act = _ACTS_IN_SWEDISH.get(act, act) if language == "sv" else act
    return _APART.sub(NO_BREAK_SPACE, _with(act, found["paragraph"]) if found else act)


def _with(act: str, paragraph: str) -> str:
    """Swedish names the paragraph first, Finnish last."""
    return f"{act} {paragraph}" if act == _FINNISH else f"{paragraph} {act.replace('lag (', 'lagen (')}"
