"""The order of the bench as an invoice that a creditor registers."""

from typing import Any

from bench.load import MARK
from bench.orders import LINES, TOTAL, VAT_BP
from fordring.domain.claim.registration import Registration
from fordring.faces.kravia.translate.registration import registration_of
from fordring.faces.kravia.wire.invoices import RegisterBody


def register_body(creditor_no: int) -> dict[str, Any]:
    """The same order as a creditor's books would hand it over, with MARK where a number of the same length goes."""
    number = MARK.decode()
    return {
        "claimType": "Invoice",
        "creditorId": creditor_no,
        "invoiceNo": number,
        "accountingInvoiceId": number,
        "originalAmount": TOTAL // 100,
        "debtorNumber": number,
        "debtorName": "Ola Nordmann",
        "isPrivateIndividual": True,
        "email": f"{number}@example.com",
        "postalAddress": {
            "addressAddressLine1": "Storgata 1",
            "addressPostalCode": "0151",
            "addressCity": "Oslo",
            "addressCountryCode": "NO",
        },
        "orderLines": [
            {"description": text, "unitPrice": amount // 100, "count": 1, "vatInPercent": VAT_BP // 100}
            for text, amount in LINES
        ],
    }


def invoice() -> Registration:
    """That order, understood."""
    return registration_of(RegisterBody.model_validate(register_body(0)))
