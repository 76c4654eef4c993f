"""The worker's process: `python -m fordring.main.worker`. Any number may run, on any number of machines."""

from fordring.main.entry import begin

if __name__ == "__main__":
    begin("working", "main")
