"""Who sits at the command line, as what is done there is remembered."""

import getpass
import os


def person() -> str:
    """`cli:` and the login of whoever asks; behind `sudo` it is who called it, not root."""
    return f"cli:{os.environ.get('SUDO_USER') or getpass.getuser()}"
