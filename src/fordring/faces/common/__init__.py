"""What both faces share: errors on the wire, bearer tokens, limits."""
