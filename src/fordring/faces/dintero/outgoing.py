"""What leaves by HTTP in the words of this API: callbacks, and deliveries to subscriptions."""

from datetime import datetime

from fordring.channels.callback import HTTPCall
from fordring.faces.dintero.callbacks import word_callback
from fordring.faces.dintero.webhooks import word_delivery
from fordring.services.messages import Message


def word_call(base_url: str, message: Message, wall: datetime) -> HTTPCall:
    """The request to make now. Raises ValueError for what nobody wants to hear."""
    if message.hook is not None:
        return word_delivery(message, message.hook, base_url, wall)
    return word_callback(message, base_url, wall)
