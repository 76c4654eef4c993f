"""Which addresses an outgoing call may touch: the table written for people."""

import pytest

from fordring.channels.reach import ALLOW_INSECURE, PUBLIC_HTTPS, is_public, refusal

ADDRESSES = """
8.8.8.8                  public
1.1.1.1                  public
172.32.0.1               public
2a00:1450:400f::1        public
64:ff9b::808:808         public
127.0.0.1                own
127.255.255.254          own
10.0.0.1                 own
172.16.0.1               own
172.31.255.255           own
192.168.1.1              own
100.64.0.1               own
::1                      own
fd12:3456::1             own
169.254.169.254          never
0.0.0.0                  never
192.0.0.8                never
192.0.2.1                never
198.18.0.1               never
203.0.113.7              never
224.0.0.1                never
239.255.255.250          never
255.255.255.255          never
::                       never
::ffff:8.8.8.8           never
::ffff:127.0.0.1         never
::127.0.0.1              never
64:ff9b::7f00:1          never
64:ff9b::a00:1           never
fe80::1                  never
fe80::1%eth0             never
fec0::1                  never
ff02::1                  never
2001::1                  never
2001:db8::1              never
2002:7f00:1::1           never
3fff::1                  never
nonsense                 never
"""

HOSTS = """
https  example.com         -
https  1.example.com       -
https  8.8.8.8             -
https  [2a00:1450::1]      -
https  127.0.0.1           the address is not public
https  [::1]               the address is not public
https  [::ffff:7f00:1]     the address is not public
https  [fe80::1%25eth0]    the address is not public
https  127.0.0.1.          the host is neither a name nor a plainly written address
https  127.1               the host is neither a name nor a plainly written address
https  2130706433          the host is neither a name nor a plainly written address
https  0x7f000001          the host is neither a name nor a plainly written address
https  0x7f.0.0.0x1        the host is neither a name nor a plainly written address
https  0177.0.0.1          the host is neither a name nor a plainly written address
https  example.0x          the host is neither a name nor a plainly written address
http   example.com         http is not allowed, only https
ftp    example.com         ftp is not allowed, only https
"""


@pytest.mark.parametrize("row", ADDRESSES.strip().splitlines())
def test_an_address_is_public_our_own_or_never_reached(row: str) -> None:
    address, kind = row.split()

    assert is_public(address) is (kind == "public")
    assert PUBLIC_HTTPS.admits(address) is (kind == "public")
    assert ALLOW_INSECURE.admits(address) is (kind in {"public", "own"})


@pytest.mark.parametrize("row", HOSTS.strip().splitlines())
def test_what_can_never_be_called_is_known_before_connecting(row: str) -> None:
    scheme, host, reason = row.split(maxsplit=2)

    assert (refusal(scheme, host, PUBLIC_HTTPS) or "-") == reason


def test_the_operator_may_let_a_sandbox_call_its_own_machine() -> None:
    assert refusal("http", "127.0.0.1", ALLOW_INSECURE) is None
    assert refusal("http", "[::1]", ALLOW_INSECURE) is None
    assert refusal("http", "169.254.169.254", ALLOW_INSECURE) == "the address is not public"
    assert refusal("ftp", "example.com", ALLOW_INSECURE) == "ftp is not allowed, only https or http"
