"""A purchase: an order that a payer chose to pay by invoice."""
