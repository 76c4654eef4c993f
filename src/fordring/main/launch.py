"""The last step before another program: become its user, keep only the right to walk folders, end with the parent.

Run as a script of its own (`python -I launch.py JSON -- argv`), so that nothing happens between fork and exec.
It imports nothing of Fordring: as root it must start from a folder that only root may read.
"""

import ctypes
import json
import os
import struct
import sys

PR_SET_PDEATHSIG = 1
PR_SET_SECUREBITS = 28
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_RAISE = 2
NO_SETUID_FIXUP = 1 << 2
CAPABILITY_VERSION_3 = 0x20080522


def main(arguments: list[str]) -> None:
    """Turn into the program after `--`, as the JSON before it says.

    Keys, all optional: `uid` and `gid` (numbers), `capability` (the number of the only one kept), `death_signal`
    (sent by Linux when the parent dies) with `parent` (its pid, so that a parent already gone is noticed).
    """
    wish = json.loads(arguments[0])
    program = arguments[2:]
    if "uid" in wish:
        _become(wish["uid"], wish["gid"], wish.get("capability"))
    if "death_signal" in wish and sys.platform == "linux":
        end_with_parent(wish["death_signal"], wish["parent"])
    os.execv(program[0], program)  # noqa: S606 - the point of this script: no shell in between


def _become(uid: int, gid: int, capability: int | None) -> None:
    if capability is not None:
        # Without this bit access(2) looks at no capabilities, and PostgreSQL looks for itself with access(2).
        _prctl(PR_SET_SECUREBITS, NO_SETUID_FIXUP)
    os.setgroups([])
    os.setgid(gid)
    os.setuid(uid)
    if capability is not None:
        _keep_only(capability)


def _keep_only(capability: int) -> None:
    header = struct.pack("=Ii", CAPABILITY_VERSION_3, 0)
    mask = 1 << capability
    data = struct.pack("=6I", mask, mask, mask, 0, 0, 0)
    if ctypes.CDLL(None, use_errno=True).capset(header, data) != 0:
        raise OSError(ctypes.get_errno(), "capset")
    _prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability)


def end_with_parent(death_signal: int, parent: int) -> None:
    """Have Linux send this process `death_signal` when its parent, the process `parent`, dies; exit if it has."""
    _prctl(PR_SET_PDEATHSIG, death_signal)
    if os.getppid() != parent:
        sys.exit("the process that started this one has gone")


def _prctl(*values: int) -> None:
    padded = [ctypes.c_ulong(value) for value in (*values[1:], 0, 0, 0, 0)[:4]]
    if ctypes.CDLL(None, use_errno=True).prctl(ctypes.c_int(values[0]), *padded) != 0:
        raise OSError(ctypes.get_errno(), f"prctl {values[0]}")


if __name__ == "__main__":
    main(sys.argv[1:])
