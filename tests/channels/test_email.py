from __future__ import annotations

import email
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from urllib.parse import quote

import pytest
from pydantic import SecretStr

from monitor.channels.email import Email
from monitor.model import Alert, Delivered, NotDelivered
from tests.channels.conftest import AT, PASSWORD, Certificate, PostOffice, finding, outgoing, send


def channel(port: int, ca: Path | None = None, scheme: str = "smtp", password: str = PASSWORD, **more: object) -> Email:
    login = f"watch%40avto.example:{quote(password, safe='')}@" if password else ""
    return Email(
        **{
            "url": SecretStr(f"{scheme}://{login}127.0.0.1:{port}"), "to": ("ann@avto.example, bob@avto.example",),
            "ca_file": str(ca or ""), "timeout": 5.0, **more,
        }
    )  # fmt: skip


def read(raw: bytes) -> EmailMessage:
    message = email.message_from_bytes(raw, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def test_a_mail_arrives_over_starttls_with_a_password(starttls: PostOffice, certificate: Certificate) -> None:
    delivery = send(channel(starttls.port, certificate.cert), outgoing())
    assert delivery == Delivered("accepted by 127.0.0.1")
    assert starttls.box.recipients == [["ann@avto.example", "bob@avto.example"]]
    message = read(starttls.box.messages[0])
    assert message["Subject"] == "New brand at Автозавод: Kaiyi (planned)"
    assert message["From"] == "Monitor <watch@avto.example>"
    assert message["Message-ID"] == "<key-1@avto.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe"] == "<mailto:watch@avto.example?subject=unsubscribe>"
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert html is not None
    assert "*начнёт выпускать* *Kaiyi* <весной> & летом" in text.get_content()
    assert "&lt;весной&gt; &amp; летом" in html.get_content()


def test_a_mail_arrives_over_wrapped_tls(wrapped: PostOffice, certificate: Certificate) -> None:
    mail = channel(wrapped.port, certificate.cert, "smtps", "", sender="m@avto.example")
    assert isinstance(send(mail, outgoing()), Delivered)


def test_a_relay_on_the_same_machine_takes_it_bare(bare: PostOffice) -> None:
    mail = channel(bare.port, None, "smtp", "", tls="none", sender="m@avto.example")
    assert isinstance(send(mail, outgoing()), Delivered)


def test_without_starttls_nothing_is_sent(bare: PostOffice) -> None:
    delivery = send(channel(bare.port), outgoing())
    assert isinstance(delivery, NotDelivered)
    assert delivery.permanent
    assert "STARTTLS" in delivery.detail
    assert bare.box.messages == []


def test_an_unknown_certificate_is_not_trusted(starttls: PostOffice) -> None:
    delivery = send(channel(starttls.port), outgoing())
    assert isinstance(delivery, NotDelivered)
    assert "CERTIFICATE_VERIFY_FAILED" in delivery.detail


def test_a_wrong_password_is_for_good_and_not_shown(starttls: PostOffice, certificate: Certificate) -> None:
    delivery = send(channel(starttls.port, certificate.cert, password="wr0ng-pass"), outgoing())
    assert isinstance(delivery, NotDelivered)
    assert delivery.permanent
    assert "535" in delivery.detail
    assert "wr0ng" not in repr(delivery)


@pytest.mark.parametrize(
    ("answer", "permanent"), [("451 try later", False), ("554 5.7.1 looks like spam", True), ("452 full", False)]
)
def test_the_servers_code_says_whether_to_try_again(
    wrapped: PostOffice, certificate: Certificate, answer: str, permanent: bool
) -> None:
    wrapped.box.refusal = answer
    delivery = send(channel(wrapped.port, certificate.cert, "smtps", "", sender="m@avto.example"), outgoing())
    assert delivery == NotDelivered(answer, permanent)


def test_one_refused_recipient_does_not_stop_the_other(wrapped: PostOffice, certificate: Certificate) -> None:
    wrapped.box.refuse_recipient = "bob@avto.example"
    delivery = send(channel(wrapped.port, certificate.cert, "smtps", "", sender="m@avto.example"), outgoing())
    assert delivery == Delivered("accepted by 127.0.0.1; refused: bob@avto.example")


def test_a_server_that_is_not_there_is_tried_again() -> None:
    delivery = send(channel(1, None, "smtp", "", sender="m@avto.example", timeout=1.0), outgoing())
    assert isinstance(delivery, NotDelivered)
    assert not delivery.permanent


def test_mails_of_one_story_thread_together_and_a_repeat_has_the_same_id() -> None:
    mail = channel(1)
    first, again, other = (
        mail.compose(o) for o in (outgoing(), outgoing(attempt=4), outgoing(key="key-2", thread="2026-03-02-7"))
    )
    assert first["References"] == other["References"] == "<story-2026-03-02-7@avto.example>"
    assert first["Message-ID"] == again["Message-ID"] != other["Message-ID"]
    assert first["Date"] == again["Date"]


def test_an_articles_words_cannot_add_a_header() -> None:
    hostile = finding(value="Kaiyi\r\nBcc: all@avto.example", sentence="x\r\n.\r\nQUIT", story="a\r\nBcc: b")
    message = channel(1).compose(outgoing(hostile, thread="a\r\nBcc: b"))
    assert message["Bcc"] is None
    assert read(message.as_bytes())["Bcc"] is None


def test_the_mail_speaks_the_watchs_language() -> None:
    assert channel(1).compose(outgoing(language="ru"))["Subject"] == "Автозавод: новая марка Kaiyi (планируется)"
    assert channel(1, language="en").compose(outgoing(language="ru"))["Subject"].startswith("New brand")


def test_a_one_click_unsubscribe_address_says_so() -> None:
    message = channel(1, unsubscribe="https://avto.example/u").compose(outgoing())
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_digest_without_findings_is_a_mail_too() -> None:
    quiet = Alert("d1", AT, "", (), "Daily digest: nothing new", ("alive: 41 sources ok",))
    message = channel(1).compose(outgoing(alert=quiet, thread=""))
    assert message["Subject"] == "Daily digest: nothing new"
    assert message["References"] is None


@pytest.mark.parametrize(
    "options",
    [
        {"url": SecretStr("http://user:hunter2@mail.example")},
        {"url": SecretStr("smtp://user:hunter2@mail.example:port")},
        {"url": SecretStr("smtp://user:hunter2@mail.example"), "tls": "none"},
        {"url": SecretStr("smtp://user:hunter2%C3%A4@mail.example")},
        {"to": ("nobody",)},
        {"to": ()},
        {"sender": "a@b.example\r\nBcc: c@d.example"},
    ],
)
def test_options_that_cannot_work_are_refused_without_showing_secrets(options: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"expected|takes") as caught:
        channel(25, **options)
    assert "hunter2" not in str(caught.value)
