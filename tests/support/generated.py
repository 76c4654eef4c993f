"""Requests that nobody would think of, made from a face's API documentation, and what came of them.

A test asks some of each operation; `FORDRING_CASES=5000` makes so many in all.
"""

import os
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

CASES = int(os.environ.get("FORDRING_CASES", "0"))
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@dataclass
class Run:
    """What is known beforehand, and what came of it.

    `known`: by an operation's path, what may stand for the parameters of its path; those of `always` always do.
    `headers`: by the same, who asks.
    """

    address: str
    headers: Callable[[str], Mapping[str, str]]
    known: Callable[[str], Mapping[str, str]]
    always: frozenset[str] = frozenset()
    statuses: Counter[int] = field(default_factory=Counter)
    failures: dict[str, str] = field(default_factory=dict)

    def operations(self) -> list[Any]:
        """Every operation that the documentation tells."""
        results = list(schemathesis.openapi.from_url(f"{self.address}/openapi.json").get_all_operations())
        operations = [result.ok() for result in results if isinstance(result, Ok)]
        assert len(operations) == len(results)
        return operations

    def ask(self, operation: Any, cases: int) -> None:
        """So many requests of one operation."""
        headers, known = self.headers(operation.path), self.known(operation.path)

        @settings(
            max_examples=cases,
            deadline=None,
            database=None,
            derandomize=not CASES,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(), real=st.sets(st.sampled_from(sorted(known))))
        def ask(case: Any, real: set[str]) -> None:
            for name in case.path_parameters or {}:
                if name in self.always or name in real:
                    case.path_parameters[name] = known[name]
            answer = case.call(headers=headers)
            self.statuses[answer.status_code] += 1
            try:
                case.validate_response(answer, checks=CHECKS)
            except FailureGroup as failed:
                for each in failed.exceptions:
                    self.failures.setdefault(f"{operation.label}: {each}", case.as_curl_command())

        ask()

    @property
    def told(self) -> str:
        """Every failure with the request that it came of."""
        return "\n\n".join(f"{failure}\n{curl}" for failure, curl in self.failures.items())
