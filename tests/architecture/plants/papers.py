"""Plants for what is written beside the code: decisions, changelog, pins, and places that are nobody else's."""

_HASH = "0123456789abcdef" * 4

PAPERS: dict[str, str] = {
    "a decision has all its parts": """
=== docs/decisions/0001-right.md
# 0001 Right
## Context
Why.
## Decision
> One line.
## Consequences
A cost.
## Alternatives
Another.
## Checked by
`tests/domain`
=== tests/domain/test_it.py
=== docs/decisions/0002-unchecked.md
# 0002 No section, no path <<<
## Context
## Decision
> One line.
## Consequences
## Alternatives
=== docs/decisions/0003-unquotable.md
# 0003 Two lines to quote <<<
## Context
## Decision
> One.

> Two.
## Consequences
## Alternatives
## Checked by
`tests/domain`
=== docs/decisions/0004-misnumbered.md
# 4 Misnumbered <<<
## Context
## Decision
> One line.
## Consequences
## Alternatives
## Checked by
`tests/domain`, and `tests/nowhere` <<<
=== docs/decisions/README.md
No table, another rule's business.
""",
    "the index of decisions is true": """
=== docs/decisions/0001-right.md
# 0001 Right
> One line.
=== docs/decisions/README.md
# Decisions <<<
| no. | about | decision |
|---|---|---|
| [0001](0001-right.md) | Right | Another line. |
""",
    "a changelog fragment can be gathered": """
=== changelog.d/README.md
The habit.
=== changelog.d/0002-main-job.md
## Added
- One thing.
=== changelog.d/new.md
## Added <<<
- No number in its name.
=== changelog.d/0003-empty.md
## Added <<<
=== changelog.d/0004-odd.md
## Miscellaneous <<<
- One thing.
""",
    "no foreign place is named": "\n".join(
        [
            "",
            "=== docs/start.md",
            "Put it into /" + "work/main and see. <<<",
            "Facts are in ../share" + "d/reference. <<<",
            "Samples are in ../shared/samples.",
            "Network and paperwork/work in one word.",
            "curl https://files.python" + "hosted.org/packages <<<",
            "pip install --index" + "-url=... <<<",
            "GET https://localhost:8080/work/1 is an address.",
            "=== Makefile",
            "# /ro" + "ot/.cache <<<",
        ]
    ),
    "a lock file pins names, versions and hashes": f"""
=== requirements/runtime.lock
# made by the habit in CONTRIBUTING.md
aiohttp==3.14.5 \\
    --hash=sha256:{_HASH} \\
    --hash=sha256:{_HASH}
moto[s3,server]==5.1.0 ; sys_platform == 'linux' \\
    --hash=sha256:{_HASH}
--index https://example.org/simple <<<
httpx2>=1 <<<
thing @ https://example.org/thing <<<
    # from https://example.org <<<
    --hash=md5:abc <<<
=== requirements/runtime.in
aiohttp
""",
}
