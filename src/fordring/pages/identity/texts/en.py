# data table: the house's own words
"""What the pages of an identification say in English."""

from fordring.pages.identity.notices import Notice
from fordring.pages.identity.words import IdentityWords

WORDS = IdentityWords(
    skip="Skip to content",
    labels=("Shop", "To pay by invoice", "Order", "Name on the invoice"),
    begin="Continue with {provider}",
    again="Try again with {provider}",
    pay="Pay by invoice",
    first_name="First name",
    last_name="Last name",
    correct="Correct the name and pay",
    correct_lead="Is the name on the invoice misspelt, or did somebody else fill in the form? Write your own name.",
    other_way="Or be identified once more",
    to_checkout="Back to the checkout",
    leave="Give up and go back to the shop",
    privacy="The shop is told your name and how you were identified. Your national identity number is stored encrypted "
    "and is shown to nobody.",
    notices={
        Notice.ASK: ("Confirm who you are", "{merchant} asks who you are before {amount} is paid by invoice."),
        Notice.READY: ("You are identified", "All that is left is to pay."),
        Notice.PAID: ("The order is paid by invoice", "You need do nothing more here. The invoice is sent to you."),
        Notice.MISMATCH: (
            "The name does not match",
            "You are identified as {person}, but the invoice is made out to {billed}. It must be made out to you.",
        ),
        Notice.CANCELLED: ("You stopped the identification", "Nothing is paid. You can try again, or pay otherwise."),
        Notice.REFUSED: (
            "You were not identified",
            "The identity service could not confirm it. Nothing is paid.",
        ),
        Notice.UNREACHABLE: ("The identity service does not answer", "Nothing is paid. Wait a moment and try again."),
        Notice.UNTRUSTED: (
            "The answer could not be used",
            "The identity service's answer did not pass our checks. Nothing is paid. Try again.",
        ),
        Notice.LATE: ("That took too long", "For safety the identification must be finished in 15 minutes. Try again."),
        Notice.OTHER_BROWSER: (
            "Continue where you began",
            "The identification was begun in another browser. Go back to that one, or begin again from the shop.",
        ),
        Notice.DECLINED: (
            "This order cannot be paid by invoice",
            "You are identified, but the invoice was not accepted. Choose another way to pay at the shop.",
        ),
        Notice.LOCKED: ("The shop is changing the order", "Nothing is paid yet. Wait a moment and pay."),
        Notice.CHANGED: ("The order has changed", "Nothing is paid. Look at the order once more before you pay it."),
        Notice.UNUSABLE: ("Something about the invoice is missing", "Nothing is paid. Look at what you filled in."),
        Notice.NO_PROVIDER: (
            "Identification is not available",
            "The shop asks who you are, but no identity service is set up here. Choose another way to pay.",
        ),
        Notice.LEFT: ("You gave up the identification", "Nothing is paid. From the checkout you can begin again."),
        Notice.OVER: (
            "This page holds no longer",
            "It ran out, for safety. Begin again at the checkout.",
        ),
        Notice.ORDER_CANCELLED: ("The order is cancelled", "There is nothing to pay."),
        Notice.ORDER_EXPIRED: ("The order has run out", "There is nothing to pay. Order again at the shop."),
        Notice.UNKNOWN: ("This page leads nowhere", "Perhaps a part of the address was lost. Go back to the shop."),
        Notice.TOO_MANY: (
            "Please wait",
            "Too many unknown links were tried from here. Try again in a minute.",
        ),
    },
)
