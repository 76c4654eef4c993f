"""The web application's process: `python -m fordring.main.asgi`."""

from fordring.main.entry import begin

if __name__ == "__main__":
    begin("web", "main")
