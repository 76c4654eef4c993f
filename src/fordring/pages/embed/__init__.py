"""What shops that frame the checkout meet: the page that stands in the frame at the end, and the Web SDK they use."""

from fordring.pages.embed.result import router

__all__ = ["router"]
