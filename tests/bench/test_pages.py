"""What the bench counts of a page is what a browser would ask for."""

import pytest

from bench import pages

FILES = """
text/html        <link rel="stylesheet" href="/static/a.css">                /static/a.css
text/html        <script type="module" src="/b.js?v=1"></script>             /b.js?v=1
text/html        <body data-session="/v1/view/x/session">                    /v1/view/x/session
text/html        <a href="/elsewhere">
text/html        <img alt="" src="https://others.example/pixel.png">         https://others.example/pixel.png
text/javascript  import { a } from "./a.js";                                 ./a.js
text/javascript  const said = "import this";
text/css         a { background: url(data:image/png;base64,AA) }
text/css         a { background: url("b.woff2") }                            b.woff2
image/svg+xml    <link href="/not-asked.css">
"""


@pytest.mark.parametrize("line", FILES.strip().splitlines())
def test_a_file_asks_for_what_a_browser_loads(line: str) -> None:
    kind, text, expected = line[:17].strip(), line[17:77].strip(), line[77:].split()
    assert list(pages.asked_by(kind, text)) == expected
