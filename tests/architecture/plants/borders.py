"""Plants for where a thing may stand: the pure middle, the borders of words, transactions, clocks, faces and rooms."""

_ROUTES = '"""What the face answers."""'
_ERRORS = '''"""The errors."""
class DomainError(Exception): ...
class NotFoundError(DomainError): ...
class ClaimNotFoundError(NotFoundError): ...
class BusyError(DomainError): ...'''

BORDERS: dict[str, str] = {
    "the domain knows no float and no division": '''
=== src/fordring/domain/rates.py
"""Rates, wrongly: 1 / 2 in a sentence is none."""
A = 0.5 <<<
B = float("1") <<<
def half(amount: int) -> int:
    amount /= 2 <<<
    return amount / 2 <<<
C: list[float] = [] <<<
D = 7 // 2
E = "1 / 2"
=== src/fordring/formats/points.py
"""A page has points."""
WIDTH = 595.28 / 2
''',
    "domain and formats do not reach outside": '''
=== src/fordring/domain/reaching.py
"""Imports of every kind."""
import os.path <<<
import datetime
from time import monotonic <<<
import pydantic <<<
from stdnum import luhn
from fordring.domain import money
def late():
    import socket <<<
=== src/fordring/formats/banking/reaching.py
"""Streams are fine."""
import io
import lxml.etree
from urllib.request import urlopen <<<
import fastapi <<<
=== src/fordring/storage/free.py
"""Storage reaches outside by trade."""
import asyncio
''',
    "foreign words stop at the border": '''
=== src/fordring/domain/kravia_number.py
"""A foreign word in the name of the file.""" <<<
=== src/fordring/services/pay.py
"""Pays."""
# as Dintero does it <<<
CHANNEL = "KRAVIA" <<<
=== src/fordring/pages/templates/pay.html
<p>dintero</p> <<<
=== src/fordring/main/cli.py
"""Help for the Dintero face.""" <<<
=== src/fordring/main/wiring.py
"""Puts the Dintero face on its path."""
=== src/fordring/faces/kravia/routes.py
"""Kravia's words."""
=== src/fordring/client/dintero.py
"""Dintero's words."""
=== src/fordring/pages/embed/frame.js
// dintero
=== tests/faces/test_dintero.py
"""Tests may name both: Dintero, Kravia."""
''',
    "commit stands in one file": '''
=== src/fordring/services/hasty.py
"""Ends what it did not begin. To commit is not its business."""
async def a(connection, database, pool):
    async with connection.transaction(): <<<
        x = 1
    async with self._pool.acquire().transaction(): <<<
        x = 1
    async with database.transaction():
        x = 1
        await connection.execute("SELECT 1; COMMIT") <<<
    await connection.rollback() <<<
    await connection.execute("begin") <<<
    await connection.execute("SELECT commit_hash, begin_on FROM beginnings")
=== src/fordring/storage/migrations/0001_core.sql
-- Commits.
CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1;
END $$;
COMMIT; <<<
=== src/fordring/storage/transaction.py
"""The one file."""
async def b(connection):
    async with connection.transaction():
        await connection.execute("COMMIT")
''',
    "a service never sends or sleeps": '''
=== src/fordring/services/checkout/pay.py
"""Waits and sends."""
import asyncio
import aiohttp <<<
from fordring.channels.email import SMTPEmail <<<
async def pay(database):
    await asyncio.sleep(1) <<<
    async with database.transaction(): <<<
        x = 1
=== src/fordring/jobs/deliver.py
"""Sending stands here."""
import aiohttp
''',
    "a service calls no other service": '''
=== src/fordring/services/checkout/pay.py
"""Calls its neighbours."""
from fordring.services.checkout import refuse <<<
from fordring.services.checkout.refuse import refuse <<<
from fordring.services.invoicing.issue import issue <<<
from fordring.services.views import PurchaseView
=== src/fordring/services/checkout/__init__.py
"""One room of verbs."""
=== src/fordring/services/invoicing/__init__.py
"""Another."""
=== src/fordring/services/checkout/complete.py
"""Calls what is beside the verbs."""
from fordring.services import views
from fordring.domain.money import Money
''',
    "only the edge reads the clock": '''
=== src/fordring/services/hurried.py
"""Reads the clock in every way; time.time() in a sentence is none."""
import datetime as dt
import time
from datetime import date, datetime as moment
from time import monotonic
A = dt.datetime.now(dt.UTC) <<<
B = date.today() <<<
C = monotonic() <<<
D = [moment.utcnow] <<<
E = time.time() <<<
F = dt.datetime.fromtimestamp(0, dt.UTC)
def told(now, time_left):
    return now.time(), time_left.now()
=== src/fordring/main/edge.py
"""The edge."""
from datetime import UTC, datetime
NOW = datetime.now(UTC)
''',
    "only the queue reads the database's clock": '''
=== src/fordring/storage/claims.py
"""Asks the database for the time; now() in a sentence is none."""
DUE = """
    SELECT * FROM claim
    WHERE due_on < CURRENT_DATE <<<
      AND issued_at < now() <<<
      AND known() AND current_date_given
"""
=== src/fordring/storage/migrations/0002_claim.sql
-- Not now(): the merchant's clock.
CREATE TABLE claim (
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(), <<<
    issued_at timestamptz NOT NULL -- never now()
);
''',
    "every face answers every error": f'''
=== src/fordring/__init__.py
"""A house."""
=== src/fordring/domain/__init__.py
"""Rules."""
=== src/fordring/domain/errors.py
{_ERRORS}
=== src/fordring/storage/__init__.py
"""Rows."""
=== src/fordring/storage/rows.py
"""An error at home in another room."""
from fordring.domain.errors import DomainError
class SeriesError(DomainError): ...
=== src/fordring/faces/__init__.py
"""Faces."""
=== src/fordring/faces/own/__init__.py
"""Complete, by an ancestor for one of them."""
=== src/fordring/faces/own/routes.py
{_ROUTES}
=== src/fordring/faces/own/errors.py
"""All answers."""
from fordring.domain.errors import BusyError, NotFoundError
from fordring.storage.rows import SeriesError
REFUSALS = {{NotFoundError: 404, BusyError: 409, SeriesError: 500}}
=== src/fordring/faces/first/__init__.py
"""Without BusyError and SeriesError; the root is no answer."""
=== src/fordring/faces/first/routes/__init__.py
{_ROUTES}
=== src/fordring/faces/first/errors.py
"""Some answers.""" <<<
from fordring.domain.errors import DomainError, NotFoundError
REFUSALS = {{DomainError: 500, NotFoundError: 404}}
=== src/fordring/faces/silent/__init__.py
"""Answers nothing yet, and owes no table."""
''',
    "every room stands in the import contracts": '''
=== pyproject.toml
[[tool.importlinter.contracts]]
name = "Services do not call each other"
type = "independence"
modules = ["fordring.services.checkout", "fordring.faces.own"]
[[tool.importlinter.contracts]]
name = "Layers"
type = "layers"
layers = ["fordring.services.banking"]
=== src/fordring/services/checkout/__init__.py
"""Named."""
=== src/fordring/services/banking/__init__.py
"""Named, but not as independent.""" <<<
=== src/fordring/faces/own/__init__.py
"""Named."""
=== src/fordring/faces/new/__init__.py
"""New.""" <<<
=== src/fordring/faces/common/__init__.py
"""Shared on purpose."""
''',
}
