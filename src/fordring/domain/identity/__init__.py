"""Who a payer is: what a provider says, whether it is believed, and whether it is the person who is billed."""
