"""The file of a payment order: the same bytes whenever they are made from its rows."""

from collections.abc import Sequence
from datetime import UTC

from fordring.domain.merchant import BankAccount
from fordring.domain.payment.refund import Refund
from fordring.formats.banking.model import BankAccountRef
from fordring.formats.banking.pain001 import PaymentGroup, PaymentOrder, Transfer
from fordring.formats.banking.pain001_writer import write_pain001
from fordring.storage.house.orders import OrderRow
from fordring.storage.payouts import Payout

SEPA, DOMESTIC = "SEPA", "NURG"


def order_bytes(
    order: OrderRow, account: BankAccount, payouts: Sequence[Payout], refunds: Sequence[Refund] = ()
) -> bytes:
    """The pain.001 of an order, its transfers by reference; everything in it was fixed when the order was made.

    Raises InvalidCommandError for what no bank would take.
    """
    transfers = [*(_to_merchant(payout) for payout in payouts), *(_to_payer(each, account) for each in refunds)]
    group = PaymentGroup(
        payment_information_id=order.message_id,
        execute_on=order.execute_on,
        debtor_name=order.debtor_name,
        debtor_account=BankAccountRef(account.iban),
        debtor_bic=account.bic,
        transfers=tuple(sorted(transfers, key=lambda transfer: transfer.end_to_end_id)),
        service_level=order.service_level,
    )
    made_at = order.created_at.astimezone(UTC)
    return write_pain001(PaymentOrder(order.message_id, made_at, order.debtor_name, (group,)), order.pain_version)


def service_level(account: BankAccount, payouts: Sequence[Payout], refunds: Sequence[Refund]) -> str:
    """How the bank is to send an order: a SEPA transfer where all of it is euro to IBANs, else a domestic one."""
    to = [
        *(payee_account(each.payout_account, each.payee_country) for each in payouts),
        *(payee_account(each.to_account, account.country) for each in refunds),
    ]
    return SEPA if account.currency == "EUR" and all(each.scheme == "IBAN" for each in to) else DOMESTIC


def payee_account(number: str, country: str) -> BankAccountRef:
    """The account that is paid to: an IBAN by its letters, else a Swedish bankgiro or a national number."""
    if number[:2].isalpha():
        return BankAccountRef(number)
    return BankAccountRef(number, "BGNR" if country == "SE" else "BBAN")


def _to_merchant(payout: Payout) -> Transfer:
    return Transfer(
        end_to_end_id=payout.reference,
        amount=payout.net,
        creditor_name=payout.payee_name,
        creditor_account=payee_account(payout.payout_account, payout.payee_country),
        reference=payout.payee_reference,
        text=payout.payee_text,
    )


def _to_payer(refund: Refund, account: BankAccount) -> Transfer:
    return Transfer(
        end_to_end_id=refund.reference,
        amount=refund.amount,
        creditor_name=refund.payee_name,
        creditor_account=payee_account(refund.to_account, account.country),
        text=refund.message,
    )
