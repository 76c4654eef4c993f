"""The register of tidy rules: each rule's sentence and the function that names what breaks it."""

from collections.abc import Callable, Iterator
from pathlib import Path

from architecture.rules import (
    belongings,
    clock,
    doubles,
    openings,
    papers,
    purity,
    refusals,
    rooms,
    sizes,
    suppressions,
    transactions,
    waiting,
    words,
)
from architecture.tree import Violation

Rule = Callable[[Path], Iterator[Violation]]

RULES: dict[str, Rule] = {
    "a function has at most 60 lines": sizes.long_functions,
    "a file has at most 400 lines": sizes.long_files,
    "a file marked as a table holds data only": sizes.tables_with_functions,
    "a module opens by saying what it is": openings.openings,
    "a module's name says what is inside": openings.empty_names,
    "the domain knows no float and no division": purity.floats_and_division,
    "domain and formats do not reach outside": purity.outside_world,
    "foreign words stop at the border": words.foreign_words,
    "commit stands in one file": transactions.commits_elsewhere,
    "a service never sends or sleeps": transactions.busy_services,
    "a service calls no other service": transactions.services_calling_services,
    "only the edge reads the clock": clock.clock_readers,
    "only the queue reads the database's clock": clock.sql_clocks,
    "doubles instead of mocks": doubles.mocks,
    "a browser test waits for what it expects": waiting.impatient,
    "a suppression says why": suppressions.unexplained,
    "a rule switched off has a reason": suppressions.unexplained_settings,
    "every face answers every error": refusals.incomplete_refusals,
    "every room stands in the import contracts": rooms.rooms_without_contract,
    "a decision has all its parts": papers.decisions,
    "the index of decisions is true": papers.index,
    "a changelog fragment can be gathered": papers.fragments,
    "no foreign place is named": belongings.foreign_places,
    "a lock file pins names, versions and hashes": belongings.loose_pins,
}
