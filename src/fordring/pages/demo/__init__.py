"""The demo shop: a sandbox merchant's shop with the shops' own Web SDK in it, and what happens after a purchase."""
