"""The file of providers: what completes it, and every way it can be wrong."""

import json
from pathlib import Path

import pytest
from joserfc.jwk import KeySet

from fordring.gateways.identity.configuration import ConfigurationError, read_providers
from support.small_provider import OUR_ENCRYPTION, OUR_SIGNATURE

GOOD = """
[bankid-no]
kind = "norwegian-bankid"
issuer = "https://auth.bankid.example/realms/prod"
client_id = "shop"
client_secret_file = "secret"

[bankid-se]
kind = "swedish-bankid"
issuer = "https://broker.example.com"
client_id = "shop"
client_secret = "hush"
acr_values = ["urn:bankid"]
parameters = { acr_hint = "se" }

[ftn]
kind = "finnish-trust-network"
issuer = "https://broker.example.fi"
client_id = "shop"
keys_file = "keys.json"

[test]
issuer = "http://127.0.0.1:9000"
client_id = "shop"
client_authentication = "none"
label = "Test"
country = "NO"
national_idp = "test"
sandbox = true
"""


def written(folder: Path, text: str) -> Path:
    (folder / "secret").write_text("very-secret\n", encoding="utf-8")
    keys = KeySet([OUR_SIGNATURE, OUR_ENCRYPTION]).as_dict(private=True)
    (folder / "keys.json").write_text(json.dumps(keys), encoding="utf-8")
    (folder / "signature.json").write_text(json.dumps(KeySet([OUR_SIGNATURE]).as_dict(private=True)), encoding="utf-8")
    (folder / "broken.json").write_text('{"keys": [{"kty": "RSA", "d": "very-secret"}]}', encoding="utf-8")
    (folder / "providers.toml").write_text(text, encoding="utf-8")
    return folder / "providers.toml"


def test_a_kind_completes_what_a_table_does_not_say(tmp_path: Path) -> None:
    norway, sweden, finland, test = read_providers(written(tmp_path, GOOD))
    assert (norway.client_secret, norway.country, norway.acr_values) == ("very-secret", "NO", ("urn:bankid:bid;LOA=4",))
    assert (sweden.acr_values, sweden.acr_asked, dict(sweden.parameters)) == (("urn:bankid",), (), {"acr_hint": "se"})
    assert (finland.client_authentication, finland.signed_request, finland.encrypted) == ("private_key_jwt", True, True)
    assert (finland.key("sig").kid, finland.key("enc").kid) == ("our-sig", "our-enc")
    assert (test.sandbox, test.acr_values) == (True, ())
    assert "very-secret" not in repr(norway)
    assert "hush" not in repr(sweden)


BAD = [
    ("[bankid-no]", "[BankID]", "BankID: a provider is a table"),
    ('kind = "norwegian-bankid"', 'kind = "danish"', "kind is 'danish'"),
    ('kind = "norwegian-bankid"', "", "label, country, national_idp is missing"),
    ('client_id = "shop"', "", "bankid-no: client_id is missing"),
    ('client_id = "shop"', "client_id = 7", "client_id is a text"),
    ('client_id = "shop"', 'client_id = "shop"\ncolour = "red"', "colour means nothing here"),
    ('client_id = "shop"', 'client_id = "shop"\nacr_values = "high"', "acr_values is a list"),
    ('client_id = "shop"', 'client_id = "shop"\nacr_values = []', "how sure"),
    ('client_id = "shop"', 'client_id = "shop"\nalgorithms = ["none"]', "algorithms are of"),
    ('client_id = "shop"', 'client_id = "shop"\nalgorithms = ["HS256"]', "algorithms are of"),
    ('client_id = "shop"', 'client_id = "shop"\nclient_authentication = "magic"', "client_authentication is one of"),
    ('"https://auth.bankid.example/realms/prod"', '"http://auth.bankid.example"', "issuer is https"),
    ('"https://auth.bankid.example/realms/prod"', '"auth.bankid.example"', "issuer is no address"),
    ('"https://auth.bankid.example/realms/prod"', '"https://a.example/?x=1"', "issuer is no address"),
    ('client_secret_file = "secret"', "", "client_secret or client_secret_file"),
    ('client_secret_file = "secret"', 'client_secret_file = "gone"', "gone cannot be read"),
    ('keys_file = "keys.json"', "", "no private key with use sig"),
    ('keys_file = "keys.json"', 'keys_file = "signature.json"', "no private key with use enc"),
    ('keys_file = "keys.json"', 'keys_file = "broken.json"', "keys_file is no set of private keys"),
    ("[bankid-no]", "[[bankid-no]]", "a provider is a table"),
    ("[bankid-no]", "[bankid-no", "providers.toml"),
]


@pytest.mark.parametrize(("was", "becomes", "why"), BAD)
def test_what_cannot_be_used_is_said_by_its_table(tmp_path: Path, was: str, becomes: str, why: str) -> None:
    assert was in GOOD
    with pytest.raises(ConfigurationError) as refused:
        read_providers(written(tmp_path, GOOD.replace(was, becomes, 1)))
    assert why in str(refused.value)
    assert "very-secret" not in str(refused.value)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"none\.toml"):
        read_providers(tmp_path / "none.toml")
