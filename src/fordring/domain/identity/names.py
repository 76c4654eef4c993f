"""Whether the name on a bill is the verified person's: everything it says must stand in the verified name.

The verified name may say more. Case, accents, hyphens, the order of names and the spelling of Nordic letters do not
matter.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from fordring.domain.identity.letters import LEFT_OUT, PARTICLES, SPELLINGS

WORDS_MAX = 9
"""A bill to a longer name is refused; the rest of a longer verified name is not looked at."""
LETTERS_MAX = 200
SPELLINGS_MAX = 64


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name in every way it may be written, and whether it is of the family name."""

    spellings: frozenset[str]
    of_family: bool = False

    @property
    def is_initial(self) -> bool:
        """Whether it is one letter."""
        return min(map(len, self.spellings)) == 1

    @property
    def is_particle(self) -> bool:
        """Whether it names nobody by itself, as the `von` of a family name."""
        return not self.spellings.isdisjoint(PARTICLES)

    def joined(self, other: "Word") -> "Word":
        """The two written as one word."""
        pairs = product(sorted(self.spellings), sorted(other.spellings))
        return Word(frozenset(first + second for first, second in pairs), other.of_family)


@dataclass(frozen=True, slots=True)
class Found:
    """What of the verified name has been said so far: the places of its words, and whether they name somebody."""

    places: frozenset[int] = frozenset()
    given: bool = False
    family: bool = False


def name_matches(billed: str, given_name: str, family_name: str, name: str = "") -> bool:
    """Whether a bill to `billed` is to the person verified by these names; `name` counts where the two are not known.

    Refused: a word of `billed` that the verified name does not have, and one that leaves out all given names or the
    whole family name. An initial stands for a name that begins with it, and is no name itself.
    """
    said = words_of(billed)
    known = _known(given_name, family_name, name)[:WORDS_MAX]
    if len(billed) > LETTERS_MAX or len(said) > WORDS_MAX:
        return False
    reached: list[set[Found]] = [{Found()}, *(set() for _ in range(len(said) + 1))]
    for place in range(len(said)):
        for found in reached[place]:
            for taken, after in _steps(said[place : place + 2], known, found):
                reached[place + taken].add(after)
    return any(found.given and found.family for found in reached[len(said)])


def words_of(text: str, *, of_family: bool = False) -> list[Word]:
    """The words of a name, each with its spellings."""
    kept = "".join(letter for letter in text[:LETTERS_MAX] if letter not in LEFT_OUT)
    composed = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", kept).casefold())
    split = "".join(letter if letter.isalpha() else " " for letter in composed).split()
    return [Word(_spellings(word), of_family) for word in split]


def same_name(ours: str, theirs: str) -> bool:
    """Whether two bills are to the same name: the same words in the same order, however they are written."""
    first, second = words_of(ours), words_of(theirs)
    return len(first) == len(second) and all(
        not one.spellings.isdisjoint(other.spellings) for one, other in zip(first, second, strict=True)
    )


def _spellings(word: str) -> frozenset[str]:
    ways = [SPELLINGS.get(letter) or (_bare(letter),) for letter in word]
    written = product(*ways)
    return frozenset("".join(letters) for letters, _ in zip(written, range(SPELLINGS_MAX), strict=False))


def _bare(letter: str) -> str:
    """The letter without its accents."""
    return "".join(part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part))


def _known(given_name: str, family_name: str, name: str) -> list[Word]:
    """The verified name's words. Of one in one piece the last is the family name, or what stands before a comma."""
    if given_name.strip() and family_name.strip():
        return [*words_of(given_name), *words_of(family_name, of_family=True)]
    family, comma, given = name.partition(",")
    if comma:
        return [*words_of(given), *words_of(family, of_family=True)]
    return [Word(word.spellings, place == 0) for place, word in enumerate(reversed(words_of(name)))][::-1]


def _steps(said: Sequence[Word], known: Sequence[Word], found: Found) -> Iterator[tuple[int, Found]]:
    """Where the first of the words said may stand: how many words of them that takes, and what is found then."""
    for place, word in enumerate(known):
        if place in found.places:
            continue
        if _same(said[0], word):
            yield 1, _with(found, word, place)
        elif said[0].is_initial and any(spelling.startswith(tuple(said[0].spellings)) for spelling in word.spellings):
            yield 1, replace(found, places=found.places | {place})
        if len(said) > 1 and _same(said[0].joined(said[1]), word):
            yield 2, _with(found, word, place)
        following = place + 1
        if following < len(known) and following not in found.places and _same(said[0], word.joined(known[following])):
            yield 1, _with(_with(found, word, place), known[following], following)


def _with(found: Found, word: Word, place: int) -> Found:
    return Found(
        found.places | {place},
        found.given or not word.of_family,
        found.family or (word.of_family and not word.is_particle),
    )


def _same(one: Word, other: Word) -> bool:
    return not one.spellings.isdisjoint(other.spellings)
