"""The payer's page, "the invoice on a phone": what is owed and why, how to pay, and what the payer may say."""

from fordring.pages.payer.routes import router as router
