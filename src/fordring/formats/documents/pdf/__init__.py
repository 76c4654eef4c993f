"""The PDF renderer (typst)."""
