"""What a process remembers of credentials: nothing it may not, no more than it may, not what was taken back."""

from dataclasses import replace
from uuid import UUID

from fordring.faces.common.memory import Memory
from fordring.faces.common.tokens import Bearer

BEARER = Bearer("client", "T11112222", UUID(int=7), frozenset(["read:checkout"]), 1_800_000_000)


def remembering(remembered_max: int = 10) -> Memory:
    """A memory that is trusted."""
    memory = Memory(remembered_max)
    memory.trust()
    return memory


def test_what_was_checked_is_remembered() -> None:
    memory = remembering()
    memory.keep("secret", BEARER, memory.heard)
    assert memory.recall("secret", Bearer) == BEARER
    assert memory.recall("another", Bearer) is None


def test_nothing_is_remembered_where_nobody_listens() -> None:
    memory = Memory()
    memory.keep("secret", BEARER, memory.heard)
    assert memory.recall("secret", Bearer) is None


def test_no_more_is_remembered_than_allowed_and_the_newest_stay() -> None:
    memory = remembering(3)
    for number in range(10):
        memory.keep(f"secret {number}", BEARER, memory.heard)
    assert [number for number in range(10) if memory.recall(f"secret {number}", Bearer)] == [7, 8, 9]


def test_what_is_taken_back_is_forgotten_and_the_rest_is_not() -> None:
    memory = remembering()
    for name in ("one", "other"):
        for secret in (f"{name}'s", f"{name}'s second"):
            memory.keep(secret, replace(BEARER, client_id=name), memory.heard)
    memory.forget("one")
    assert [memory.recall(secret, Bearer) is None for secret in ("one's", "one's second")] == [True, True]
    assert [memory.recall(secret, Bearer) is None for secret in ("other's", "other's second")] == [False, False]


def test_a_check_that_was_overtaken_is_not_kept() -> None:
    for overtake in (lambda memory: memory.forget("somebody"), Memory.distrust):
        memory = remembering()
        began = memory.heard
        overtake(memory)
        memory.trust()
        memory.keep("secret", BEARER, began)
        assert memory.recall("secret", Bearer) is None


def test_a_check_that_began_before_listening_did_is_not_kept() -> None:
    memory = Memory()
    began = memory.heard
    memory.trust()
    memory.keep("secret", BEARER, began)
    assert memory.recall("secret", Bearer) is None


def test_hearing_on_forgets_nothing_and_hearing_no_more_forgets_all() -> None:
    memory = remembering()
    memory.keep("secret", BEARER, memory.heard)
    memory.trust()
    assert memory.recall("secret", Bearer) == BEARER
    memory.distrust()
    assert memory.recall("secret", Bearer) is None
