"""What the environment may say, and what is refused."""

from pathlib import Path

import pytest

from fordring.main.settings import Settings, SettingsError

HERE = Path("/srv/fordring")


def test_without_any_variable_everything_stands_in_var_of_the_working_folder() -> None:
    settings = Settings.read({}, HERE)
    assert settings.database_url is None
    assert (settings.host, settings.port, settings.public_url) == ("127.0.0.1", 8080, "http://127.0.0.1:8080")
    assert settings.var == HERE / "var"
    assert settings.blobs_url == "file:///srv/fordring/var/blobs"
    assert settings.letter_outbox == HERE / "var" / "letters"
    assert not settings.allow_private_callbacks


@pytest.mark.parametrize(
    ("name", "text", "field", "value"),
    [
        ("PORT", "9000", "port", 9000),
        ("FORDRING_DOCUMENT_BYTES_MAX", "2048", "document_bytes_max", 2048),
        ("FORDRING_DOCUMENT_TYPES", "application/pdf, image/PNG", "document_types", {"application/pdf", "image/png"}),
        ("FORDRING_IDENTITY_DAYS", "30", "identity_days", 30),
        ("FORDRING_IDENTITY_DAYS", "", "identity_days", 7),
        ("FORDRING_CALLS_PER_MINUTE", "600", "calls_per_minute", 600),
        ("FORDRING_CALLS_PER_MINUTE", "", "calls_per_minute", None),
        ("PORT", "9000", "public_url", "http://127.0.0.1:9000"),
        ("PORT", "", "port", 8080),
        ("FORDRING_PUBLIC_URL", "https://pay.example/", "public_url", "https://pay.example"),
        ("FORDRING_BANK_INBOX", "from-bank", "bank_inbox", HERE / "from-bank"),
        ("FORDRING_BANK_INBOX", "", "bank_inbox", None),
        ("FORDRING_VAR", "kept", "var", HERE / "kept"),
        ("FORDRING_VAR", "/kept", "letter_outbox", Path("/kept/letters")),
        ("FORDRING_BLOBS", "s3://bucket/documents", "blobs_url", "s3://bucket/documents"),
        ("FORDRING_DATABASE_URL", "postgresql://a/b", "database_url", "postgresql://a/b"),
        ("FORDRING_DATABASE_URL", "postgresql://a/b", "owner_database_url", "postgresql://a/b"),
        ("FORDRING_SMTP_URL", "smtp://mail:25", "smtp_url", "smtp://mail:25"),
        ("FORDRING_ALLOW_PRIVATE_CALLBACKS", "Yes", "allow_private_callbacks", True),
        ("FORDRING_END_WITH_PARENT", "0", "end_with_parent", False),
    ],
)
def test_a_variable_sets_its_field(name: str, text: str, field: str, value: object) -> None:
    assert getattr(Settings.read({name: text}, HERE), field) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("PORT", "http"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "-1"),
        ("FORDRING_DOCUMENT_BYTES_MAX", "10 MB"),
        ("FORDRING_DOCUMENT_BYTES_MAX", "0"),
        ("FORDRING_IDENTITY_DAYS", "0"),
        ("FORDRING_IDENTITY_DAYS", "366"),
        ("FORDRING_CALLS_PER_MINUTE", "0"),
        ("FORDRING_CALLS_PER_MINUTE", "many"),
        ("FORDRING_ALLOW_PRIVATE_CALLBACKS", "maybe"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_by_name(name: str, text: str) -> None:
    with pytest.raises(SettingsError, match=name):
        Settings.read({name: text}, HERE)
