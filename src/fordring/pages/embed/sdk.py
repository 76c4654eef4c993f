"""The shops' own Web SDK, kept as it was published: where it is, and the sum that says it was not changed."""

from pathlib import Path

FOLDER = Path(__file__).parent
VERSION = "0.8.30"
FILE = FOLDER / "vendor" / f"checkout-web-sdk-{VERSION}.umd.min.js"
SHA256 = "42314a7160ede69351856f96bb025c48dfd4eaf0d0294d70b7cd2e1a7dc92ae1"
AS_MODULE = FOLDER / "scripts" / "sdk.js"
"""What our own modules import: the SDK by the name that it gives itself."""
