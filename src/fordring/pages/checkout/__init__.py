"""The checkout page: what is bought, how it can be paid by invoice, who is billed. Payable without script."""

from fordring.pages.checkout.routes import router

__all__ = ["router"]
