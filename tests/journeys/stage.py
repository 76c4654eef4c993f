"""What journeys in process share: the settings of their house."""

from pathlib import Path

from fordring.main.settings import Settings

ORIGIN = "http://fordring.test"


def settings_in(folder: Path) -> Settings:
    """An installation that keeps everything in `folder` and may call back to this machine."""
    given = {"FORDRING_VAR": str(folder), "FORDRING_PUBLIC_URL": ORIGIN, "FORDRING_ALLOW_PRIVATE_CALLBACKS": "yes"}
    return Settings.read(given)
