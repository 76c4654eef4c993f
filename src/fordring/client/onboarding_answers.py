"""What the creditor face answers about creditors that are taken in, and about their webhooks."""

from dataclasses import dataclass

from fordring.client.creditor_answers import Warned
from fordring.client.request import CreditorAnswer


@dataclass(frozen=True, slots=True)
class WholeCreditor(CreditorAnswer):
    """A creditor: its debtors pay to `bank_account`, it is paid at `disbursement_account`."""

    id: int
    account_id: str
    active: bool
    name: str
    organization_number: str
    country_code: str
    currency_code: str
    email: str | None
    bank_account: str
    disbursement_account: str
    warnings: tuple[Warned, ...]
    accounting_system: str | None = None


@dataclass(frozen=True, slots=True)
class Invitation(CreditorAnswer):
    """An invitation that goes out by e-mail."""

    id: str
    creditor_id: int
    email: str
    name: str
    is_accountant: bool
    expires_time: str
    warnings: tuple[Warned, ...]


@dataclass(frozen=True, slots=True)
class Company(CreditorAnswer):
    """Whose token it is."""

    id: int
    name: str
    organization_number: str | None


@dataclass(frozen=True, slots=True)
class WebhookDelivery(CreditorAnswer):
    """One thing that was told or is to be."""

    id: str
    event_type: str
    claim_id: int
    test: bool
    status: str
    attempts: int
    time: str
    last_status: int | None
    last_result: str | None


@dataclass(frozen=True, slots=True)
class Webhook(CreditorAnswer):
    """A creditor's webhook, and what was sent to it last."""

    creditor_id: int
    url: str
    enabled: bool
    algorithm: str
    stopped_because: str | None
    deliveries: tuple[WebhookDelivery, ...]


@dataclass(frozen=True, slots=True)
class WebhookTest(CreditorAnswer):
    """A test delivery that is on its way."""

    id: str
    queued: bool
    url: str
    claim_id: int
