"""An operation as a `curl` to paste: credentials and ids as words in capitals, a body that has the right shape."""

import json
import re
import shlex
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from fordring.pages.shapes import Shapes

Document = Mapping[str, Any]
NEXT_LINE = " \\\n  "


def curl_of(document: Document, path: str, method: str) -> str:
    """The command for the document's first server; what is in capitals is to be replaced."""
    told = document["paths"][path][method]
    words = ["curl -s"] if method == "get" else [f"curl -s -X {method.upper()}"]
    words += _credentials(document, told)
    shapes = Shapes(document.get("components", {}).get("schemas", {}))
    body = list(_body(shapes, told.get("requestBody", {}).get("content", {})))
    words += [f"-H 'Content-Type: {kind}'" for kind, _ in body]
    words += [_quoted(_address(document, path, told))]
    words += [value for _, value in body]
    if "application/pdf" in told["responses"].get("200", {}).get("content", {}):
        words += ["-o document.pdf"]
    return NEXT_LINE.join(words)


def _credentials(document: Document, told: Document) -> Iterator[str]:
    """The first of the schemes that the operation takes."""
    for name in next(iter(told.get("security", ())), {}):
        scheme = document["components"]["securitySchemes"][name]
        word = _placeholder(name)
        if scheme["type"] == "apiKey":
            yield f"-H '{scheme['name']}: {word}'"
        elif scheme["scheme"] == "basic":
            yield "-u CLIENT_ID:CLIENT_SECRET"
        else:
            yield f"-H 'Authorization: Bearer {word}'"


def _address(document: Document, path: str, told: Document) -> str:
    server = next((each["url"] for each in document.get("servers", ())), "")
    filled = re.sub(r"{(\w+)}", lambda found: _placeholder(found[1]), path)
    required = [each for each in told.get("parameters", ()) if each["in"] == "query" and each["required"]]
    query = urlencode({each["name"]: each.get("example", _placeholder(each["name"])) for each in required})
    return f"{server}{filled}{'?' if query else ''}{query}"


def _body(shapes: Shapes, content: Document) -> Iterator[tuple[str, str]]:
    """The first kind of content, and the option that sends it."""
    for kind, given in list(content.items())[:1]:
        if kind != "application/json":
            yield kind, "--data-binary @FILE"
            continue
        example = given["example"] if "example" in given else shapes.example(given.get("schema", {}))
        yield kind, f"-d {shlex.quote(json.dumps(example, indent=2, ensure_ascii=False))}".replace("\n", "\n  ")


def _placeholder(name: str) -> str:
    """`documentId` and `api-key` as DOCUMENT_ID and API_KEY."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).replace("-", "_").upper()


def _quoted(address: str) -> str:
    return f"'{address}'"
