"""The greeting of a start and the file of keys: the words of both faces, in the order a newcomer needs them."""

import json
import re
import shlex

import pytest

from fordring.faces.common.greeting import EXAMPLE, banner, facts_of_file, words_of_keys

FACTS = {
    "base_url": "http://127.0.0.1:9000",
    "account_id": "T11112222",
    "client_id": "client-1",
    "client_secret": "secret-1",
    "creditor_id": 10_001,
    "creditor_token": "token-1",
    "profile_id": "default",
    "api_key": "key-1",
    "operator_token": "operator-1",
}
EXPECTED = """
pages            http://127.0.0.1:9000/  and  http://127.0.0.1:9000/mailbox
demo shop        http://127.0.0.1:9000/demo
merchant face    http://127.0.0.1:9000/v1/
creditor face    http://127.0.0.1:9000/api/v2/
documentation    http://127.0.0.1:9000/docs  and  http://127.0.0.1:9000/openapi.json
account id       T11112222
client id        client-1
client secret    secret-1
creditor id      10001
Kravia token     token-1
"""


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> str:
    """The greeting on a machine without a screen."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    return banner(FACTS)


def test_it_says_where_things_are_and_then_the_keys(said: str) -> None:
    lines = [line.strip() for line in said.splitlines()]
    found = [next(line for line in lines if line.startswith(wanted)) for wanted in EXPECTED.strip().splitlines()]
    assert [lines.index(line) for line in found] == sorted(lines.index(line) for line in found)


def test_it_ends_with_three_lines_that_a_shell_takes_apart_as_meant(said: str) -> None:
    pay, show, save = [line for line in said.splitlines() if line.startswith("curl ")]
    words = shlex.split(pay)
    assert json.loads(words[words.index("-d") + 1]) == json.loads(EXAMPLE)
    assert "http://127.0.0.1:9000/v1/sessions/pay" in words
    assert shlex.split(show)[-1] == "http://127.0.0.1:9000/v1/transactions?limit=1"
    assert shlex.split(show)[2:4] == ["-H", "x-api-key: key-1"]
    assert re.search(r"-o invoice\.pdf", save)


def test_the_operators_token_is_for_the_file_alone(said: str) -> None:
    assert "operator-1" not in said


def test_the_file_has_the_words_of_the_faces_and_is_read_back() -> None:
    words = words_of_keys(FACTS)
    assert words["kravia_token"] == "token-1"
    assert "creditor_token" not in words
    assert facts_of_file(words) == FACTS
