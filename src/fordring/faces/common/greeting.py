"""What the sandbox says of itself in the words of both faces: its file of facts, and the greeting of a start."""

import os
import shutil
import sys
from collections.abc import Mapping
from typing import Any

FILE_WORDS = {"creditor_token": "kravia_token"}


def words_of_keys(keys: Mapping[str, Any]) -> dict[str, Any]:
    """A merchant's ids and keys in the words of the faces they are for."""
    return {FILE_WORDS.get(name, name): value for name, value in keys.items()}


def facts_of_file(read: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in `var/sandbox.json`, in our words."""
    ours = {theirs: word for word, theirs in FILE_WORDS.items()}
    return {ours.get(name, name): value for name, value in read.items()}


EXAMPLE = (
    '{"payment":{"payment_product_type":"kravia.invoice_b2c","operation":"invoice_payment","days_until_due":14},'
    '"session":{"url":{"callback_url":"https://example.com/callback"},"order":{"amount":12500,"currency":"NOK",'
    '"merchant_reference":"order-1","items":[{"line_id":"1","description":"Bicycle bell","quantity":1,"amount":12500,'
    '"vat":25}],"billing_address":{"first_name":"Ola","last_name":"Nordmann","email":"ola@example.com",'
    '"phone_number":"+4799999999","address_line":"Storgata 1","postal_code":"0151","postal_place":"Oslo",'
    '"country":"NO"}}}}'
)


def _opener() -> str | None:
    """The command that opens a file on this machine's screen, if it has one."""
    if sys.platform == "darwin":
        return shutil.which("open")
    has_screen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return shutil.which("xdg-open") if has_screen else None


def banner(facts: Mapping[str, Any]) -> str:
    """What `make run` says when everything answers: where things are, the sandbox's keys, three lines to paste."""
    url, key = facts["base_url"], f"-H 'x-api-key: {facts['api_key']}'"
    newest = f"curl -s {key} '{url}/v1/transactions?limit=1'"
    opener = f" && {command} invoice.pdf" if (command := _opener()) else ""
    file_url = f"""$({newest} | sed 's/.*"kravia:invoice_url":"\\([^"]*\\)".*/\\1/')"""
    return f"""
Fordring is running. Ctrl-C stops it.

  pages            {url}/  and  {url}/mailbox
  demo shop        {url}/demo
  merchant face    {url}/v1/                (Dintero's API)
  creditor face    {url}/api/v2/            (Kravia's API)
  documentation    {url}/docs  and  {url}/openapi.json

  account id       {facts["account_id"]}      profile id  {facts["profile_id"]}
  client id        {facts["client_id"]}
  client secret    {facts["client_secret"]}
  creditor id      {facts["creditor_id"]}
  Kravia token     {facts["creditor_token"]}

Create an invoice payment, show it, and open its PDF:

curl -s {key} -H 'Content-Type: application/json' {url}/v1/sessions/pay -d '{EXAMPLE}'

{newest}

curl -s {key} -o invoice.pdf "{file_url}"{opener}
"""
