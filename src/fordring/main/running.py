"""The instance that runs on a `var`, as commands beside it see it."""

import json
import os
from collections.abc import Mapping

from fordring.main.lock import is_held
from fordring.main.settings import Settings

ADDRESS = ("FORDRING_PUBLIC_URL", "FORDRING_HOST", "PORT")


def settings_beside(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of a command: where they do not say by what address others reach it, that of the running instance.

    What a command does makes links too, and those are to open at the instance that runs. Raises SettingsError.
    """
    given = dict(os.environ if environment is None else environment)
    settings = Settings.read(given)
    if any(given.get(name) for name in ADDRESS) or not is_held(settings.var / "lock"):
        return settings
    facts = settings.var / "sandbox.json"
    return Settings.read(given | {"FORDRING_PUBLIC_URL": json.loads(facts.read_text(encoding="utf-8"))["base_url"]})
