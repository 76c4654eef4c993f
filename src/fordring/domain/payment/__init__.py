"""Money received: which claim it is for, and which part it covers first."""
