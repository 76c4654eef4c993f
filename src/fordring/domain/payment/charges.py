"""Which codes of a bank's transactions are its charges, where an account's own are not agreed."""

# data table: unverified. Sub-families of ISO 20022's external transaction codes whose names say charge, fee or
# commission; no bank's own list was read.
USUAL_CHARGE_CODES = frozenset({"CHRG", "FEES", "COMM", "COME", "COMI", "COMT"})

CODE_LENGTH_MAX = 35
CODES_MAX = 50
