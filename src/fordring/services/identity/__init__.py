"""Identifying payers: begin, come back, correct the name, give up."""
