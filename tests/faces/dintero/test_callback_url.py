"""What merchants write into `callback_url`."""

import pytest

from fordring.domain.purchase.purchase import Kind
from fordring.faces.dintero.errors import BadRequestError
from fordring.faces.dintero.translate.callback_url import callback_of

WOO = (
    "https://shop.example.com/?wc-api=cb&delay_callback=120&report_error=true&sid_parameter_name=sid"
    "&report_event=CAPTURE&report_event=REFUND&report_event=VOID"
)

AT = ("url", "callback_url")

UNDERSTOOD = [
    ("https://example.com/cb", {Kind.AUTHORIZED}, 0),
    ("https://example.com/cb?delay_callback=30", {Kind.AUTHORIZED}, 30),
    ("https://example.com/cb?report_event=CAPTURE", {Kind.AUTHORIZED, Kind.PAID, Kind.REVERSED}, 0),
    ("https://example.com/cb?report_event=REFUND", {Kind.AUTHORIZED}, 0),
    ("https://example.com/cb?report_error=true", {Kind.AUTHORIZED, Kind.DECLINED}, 0),
    ("https://example.com/cb?report_error=false", {Kind.AUTHORIZED}, 0),
    (WOO, {Kind.AUTHORIZED, Kind.DECLINED, Kind.PAID, Kind.REVERSED, Kind.VOIDED}, 60),
]

REFUSED = [
    ("example.com/cb", "is not an absolute URL"),
    ("", "is not an absolute URL"),
    ("https://", "is not an absolute URL"),
    ("http://example.com/cb", "http is not allowed, only https"),
    ("ftp://example.com/cb", "ftp is not allowed, only https"),
    ("https://localhost/cb", "leads to this machine"),
    ("https://shop.localhost./cb", "leads to this machine"),
    ("https://127.0.0.1/cb", "the address is not public"),
    ("https://[::1]/cb", "the address is not public"),
    ("https://2130706433/cb", "neither a name nor a plainly written address"),
    ("https://example.com/cb?delay_callback=soon", "delay_callback is a number of seconds"),
    ("https://example.com/cb?delay_callback=-1", "delay_callback is a number of seconds"),
    ("https://example.com/cb?report_event=PAID", "report_event is one of CAPTURE, VOID, REFUND, not PAID"),
    ("https://example.com/cb?method=PUT", "method is GET or POST"),
    ("https://example.com/cb?report_error=perhaps", "report_error is true or false"),
    ("https://example.com/cb?sid_parameter_name=a%20b", "sid_parameter_name is"),
    ("https://example.com/" + "x" * 2_048, "is longer than 2048 characters"),
]


@pytest.mark.parametrize(("url", "kinds", "delay"), UNDERSTOOD)
def test_control_parameters_are_understood(url: str, kinds: set[Kind], delay: int) -> None:
    callback = callback_of(url, AT, insecure=False)
    assert (callback.url, set(callback.kinds), callback.delay_seconds) == (url, kinds, delay)


@pytest.mark.parametrize(("url", "reason"), REFUSED)
def test_what_can_never_be_called_is_refused(url: str, reason: str) -> None:
    with pytest.raises(BadRequestError, match="callback_url") as refused:
        callback_of(url, AT, insecure=False)
    assert reason in str(refused.value)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9000/cb", "http://localhost/cb", "https://192.168.1.2/cb"])
def test_where_the_installation_allows_it_private_addresses_pass(url: str) -> None:
    assert callback_of(url, AT, insecure=True).url == url


def test_even_then_link_local_addresses_do_not() -> None:
    with pytest.raises(BadRequestError, match="not public"):
        callback_of("http://169.254.169.254/latest", AT, insecure=True)
