"""From this API's words to commands and from a claim's file back, with money turned into minor units and back."""
