"""The creditor face's calls about creditors themselves: taking them in, changing them, their webhook."""

from collections.abc import Mapping
from typing import Any

from fordring.client import onboarding_answers as answers
from fordring.client.creditor_answers import CreditorSettings
from fordring.client.request import Request, reads
from fordring.client.transports import Call

BASE = "/api/v2"

_creditor = reads(answers.WholeCreditor)
_webhook = reads(answers.Webhook)


class OnboardingCalls:
    """The calls of whoever looks after creditors."""

    @Call
    def template(self, accounting_system: str) -> Request[dict[str, Any]]:
        """The settings that an accounting system begins with, to be enriched and activated."""
        body = {"accountingSystem": accounting_system}
        return Request("POST", f"{BASE}/onboarding/init", reads(dict[str, Any]), body=body).once()

    @Call
    def activate(self, template: Mapping[str, Any]) -> Request[answers.WholeCreditor]:
        """Make the creditor of an enriched template."""
        return Request("POST", f"{BASE}/onboarding/activate", _creditor, body=template).once()

    @Call
    def creditor(self, creditor_id: int) -> Request[answers.WholeCreditor]:
        """All about one creditor."""
        return Request("GET", f"{BASE}/creditor/{creditor_id}", _creditor)

    @Call
    def change_creditor(self, creditor_id: int, changes: Mapping[str, Any]) -> Request[answers.WholeCreditor]:
        """Change what was told of a creditor; what is absent stays."""
        return Request("PUT", f"{BASE}/creditor/{creditor_id}", _creditor, body=changes).once()

    @Call
    def change_settings(self, creditor_id: int, changes: Mapping[str, Any]) -> Request[CreditorSettings]:
        """Set a creditor up otherwise; what is absent stays."""
        path = f"{BASE}/creditor/{creditor_id}/settings"
        return Request("PUT", path, reads(CreditorSettings), body=changes).once()

    @Call
    def deactivate(self, creditor_id: int) -> Request[answers.WholeCreditor]:
        """Take nothing new for a creditor."""
        return Request("POST", f"{BASE}/creditor/{creditor_id}/deactivate", _creditor).once()

    @Call
    def reactivate(self, creditor_id: int) -> Request[answers.WholeCreditor]:
        """Take claims again."""
        return Request("POST", f"{BASE}/creditor/{creditor_id}/reactivate", _creditor).once()

    @Call
    def invite(self, creditor_id: int, guest: Mapping[str, Any]) -> Request[answers.Invitation]:
        """Invite somebody to a creditor, by e-mail (`email`, `name`, `isAccountant` …)."""
        return Request("POST", f"{BASE}/creditor/{creditor_id}/invite", reads(answers.Invitation), body=guest).once()

    @Call
    def company(self) -> Request[answers.Company]:
        """Whose token this is."""
        return Request("GET", f"{BASE}/company", reads(answers.Company))

    @Call
    def set_webhook(
        self, creditor_id: int, url: str, secret: str | None = None, *, enabled: bool = True
    ) -> Request[answers.Webhook]:
        """Have changes of the creditor's invoices told to a public address; without a secret the one there is stays."""
        body = {"url": url, "secret": secret, "enabled": enabled}
        return Request("PUT", _hook(creditor_id), _webhook, body=body).once()

    @Call
    def webhook(self, creditor_id: int) -> Request[answers.Webhook]:
        """The creditor's webhook, and what became of what was sent to it."""
        return Request("GET", _hook(creditor_id), _webhook)

    @Call
    def remove_webhook(self, creditor_id: int) -> Request[answers.Webhook]:
        """Have nothing told any more."""
        return Request("DELETE", _hook(creditor_id), _webhook).once()

    @Call
    def test_webhook(self, creditor_id: int) -> Request[answers.WebhookTest]:
        """Have the creditor's newest invoice told as if it had changed."""
        return Request("POST", f"{_hook(creditor_id)}/test", reads(answers.WebhookTest)).once()


def _hook(creditor_id: int) -> str:
    return f"{BASE}/creditor/{creditor_id}/webhook"
