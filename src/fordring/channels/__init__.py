"""Getting words to people and systems: e-mail, letter, callback. Real, console and recording versions."""
