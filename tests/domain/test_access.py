"""Scopes: which one covers which, and that nobody hands on what they do not hold."""

import pytest

from fordring.domain.access import ScopeNotHeldError, covers, require_held

COVERS = """
held                                      wanted                                    covers
admin:checkout                            admin:checkout                            yes
admin:checkout                            write:checkout                            yes
admin:checkout                            read:checkout                             yes
admin:checkout                            write:checkout:/admin/session/profiles    yes
write:checkout                            write:checkout:/admin/session/profiles    no
write:checkout                            read:checkout                             no
write:checkout                            admin:checkout                            no
read:checkout                             write:checkout                            no
write:checkout:/admin/session/profiles    write:checkout                            no
write:checkout:/admin/session/profiles    write:checkout:/admin/session/profiles    yes
admin:checkout                            admin:checkouts                           no
admin:checkout                            read:checkout_more:/x                     no
admin:checkout                            read:billing                              no
admin:checkout                            checkout                                  no
admin:                                    read:                                     no
admin                                     read                                      no
something                                 something                                 yes
something                                 other                                     no
"""


@pytest.mark.parametrize("line", COVERS.strip().splitlines()[1:])
def test_a_scope_covers_what_it_is_about(line: str) -> None:
    held, wanted, answer = line.split()
    assert covers(held, wanted) is (answer == "yes")


def test_each_scope_must_be_covered_by_one_that_is_held() -> None:
    require_held({"admin:checkout", "read:hooks"}, {"write:checkout", "read:hooks"})
    with pytest.raises(ScopeNotHeldError, match=r"does not hold admin:hooks, read:billing$"):
        require_held({"admin:checkout"}, ["read:billing", "admin:hooks", "read:checkout"])
    with pytest.raises(ScopeNotHeldError):
        require_held((), ["read:checkout"])
