"""The pages' files: an address with the hash of its file may be kept for ever, any other is asked again."""

import hashlib
from functools import cache
from os import PathLike, stat_result
from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

HASH_LENGTH = 12
FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"


class HashedFiles(StaticFiles):
    """A folder of files. `no-cache` still lets a browser keep them: it asks whether they are new (ETag)."""

    def file_response(
        self,
        full_path: "str | PathLike[str]",
        stat_result: stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """The file, with how long it may be kept."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        asked = scope.get("query_string", b"").decode("ascii", "replace")
        kept = FOR_EVER if asked and asked == f"v={content_hash(Path(full_path))}" else ASK_AGAIN
        response.headers["cache-control"] = kept
        response.headers["x-content-type-options"] = "nosniff"
        return response


@cache
def content_hash(file: Path) -> str:
    """The beginning of the SHA-256 of a file, which does not change while the program runs."""
    return hashlib.sha256(file.read_bytes()).hexdigest()[:HASH_LENGTH]
