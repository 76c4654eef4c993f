"""Stands in for the web application: answers at PORT, and has a helper process of its own."""

import os
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer


class Answer(BaseHTTPRequestHandler):
    """Says 200 to everything, without a word on standard error."""

    def do_GET(self) -> None:
        """Answer any path."""
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


if __name__ == "__main__":
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    HTTPServer(("127.0.0.1", int(os.environ["PORT"])), Answer).serve_forever()
