# data table: the providers' public pages; what a contract says otherwise stands in the operator's own settings
"""What is usual of each electronic identity, for settings that do not say otherwise."""

from collections.abc import Mapping
from typing import Any

KINDS: Mapping[str, Mapping[str, Any]] = {
    "norwegian-bankid": {
        "label": "BankID",
        "country": "NO",
        "national_idp": "nbid",
        "scopes": ["openid", "profile", "nnin_altsub"],
        "acr_values": ["urn:bankid:bid;LOA=4"],
        "national_id_claims": ["nnin_altsub", "nnin", "nin"],
    },
    "swedish-bankid": {
        "label": "BankID",
        "country": "SE",
        "national_idp": "sbid",
        "scopes": ["openid", "profile", "nin"],
        "acr_values": ["urn:grn:authn:se:bankid:same-device", "urn:grn:authn:se:bankid:another-device"],
        "acr_asked": [],
        "national_id_claims": ["nin", "personal_number", "personalNumber", "ssn"],
    },
    "finnish-trust-network": {
        "label": "Suomi: pankkitunnukset, mobiilivarmenne",
        "country": "FI",
        "national_idp": "ftn",
        "scopes": ["openid", "profile", "personal_identity_code"],
        "acr_values": ["http://ftn.ficora.fi/2017/loa2", "http://ftn.ficora.fi/2017/loa3"],
        "client_authentication": "private_key_jwt",
        "signed_request": True,
        "encrypted": True,
        "national_id_claims": ["urn:oid:1.2.246.21", "hetu", "nin", "personal_identity_code"],
    },
}
