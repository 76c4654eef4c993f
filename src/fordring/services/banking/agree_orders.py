"""What payment orders from a client account are like is agreed anew with its bank; each change is remembered."""

from dataclasses import dataclass

from fordring.domain.merchant import BankAccount
from fordring.storage.house import accounts
from fordring.storage.house.accounts import AccountEvent
from fordring.storage.house.lines import lock_accounts
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class AgreeOrders:
    """Which account, by its IBAN, and what is to be otherwise; None stays as it is."""

    iban: str
    pain_version: str | None = None
    four_eyes: bool | None = None


async def agree_orders(command: AgreeOrders, work: Work) -> BankAccount:
    """The account as it is kept; whoever changed it, when, from what and to what stands in its events.

    Raises NotFoundError.
    """
    seen = await accounts.by_iban(work.connection, command.iban)
    await lock_accounts(work.connection, [seen.bank_account_id])
    before = await accounts.get(work.connection, seen.bank_account_id)
    version = before.pain_version if command.pain_version is None else command.pain_version
    eyes = before.four_eyes if command.four_eyes is None else command.four_eyes
    changes = [
        ("pain_version", before.pain_version, version),
        ("four_eyes", "yes" if before.four_eyes else "no", "yes" if eyes else "no"),
    ]
    by, at = work.asker.name, work.wall
    told = [AccountEvent(what, was, became, by, at) for what, was, became in changes if was != became]
    await accounts.happened(work.connection, before.bank_account_id, told)
    return await accounts.set_orders(work.connection, before.bank_account_id, pain_version=version, four_eyes=eyes)
