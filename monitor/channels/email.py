from __future__ import annotations

import asyncio
import smtplib
import ssl
from contextlib import ExitStack
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, formataddr, parseaddr
from typing import ClassVar, Literal
from urllib.parse import unquote, urlsplit

from pydantic import SecretStr

from monitor.channels.common import said, view_of
from monitor.core import escape
from monitor.core.outbox import message_id
from monitor.core.render import html, plain, subject
from monitor.core.render_html import PICTURE
from monitor.model import Delivered, Delivery, NotDelivered
from monitor.seams import Outgoing, Poster

_PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class Server:
    """An SMTP server as its address tells it."""

    host: str
    port: int
    user: str
    password: str
    wrapped: bool  # TLS from the first byte


@dataclass(frozen=True, slots=True)
class Email:
    """Sends alerts as mail, text and HTML; the mails of one story form a thread.

    `url` is `smtp://user:password@host:587` (STARTTLS is required) or `smtps://…:465`; percent-encode what is special.
    `to` are addresses, several in one entry separated by commas. `tls: none` is for a relay on the same machine and
    takes no password. `ca_file` adds a private authority. `unsubscribe` is a mailto: or https: address for
    List-Unsubscribe; a mail to the sender without it.
    """

    type: ClassVar[str] = "email"
    url: SecretStr
    to: tuple[str, ...]
    sender: str = ""
    tls: Literal["auto", "none"] = "auto"
    ca_file: str = ""
    unsubscribe: str = ""
    language: str = ""
    desk_url: str = ""
    timeout: float = 20.0

    def __post_init__(self) -> None:
        server = self.server()
        if self.tls == "none" and (server.password or server.wrapped):
            raise ValueError("tls: none takes a smtp:// address without a password")
        if not (server.user + server.password).isascii():
            raise ValueError("url: expected user and password in ASCII (smtplib cannot log in with others)")
        for address in (*self.recipients(), self.from_address()):
            if not _is_address(address):
                raise ValueError(f"expected a mail address such as name@example.com, not {address!r}")
        if not self.recipients():
            raise ValueError("to: expected at least one mail address")

    def server(self) -> Server:
        """Raises ValueError without showing the address."""
        try:
            parts = urlsplit(self.url.get_secret_value())
            port = parts.port or _PORTS.get(parts.scheme, 0)
        except ValueError:
            raise ValueError("url: expected smtp://user:password@host:port") from None
        if parts.scheme not in _PORTS or not parts.hostname:
            raise ValueError("url: expected smtp://user:password@host:port or smtps://…")
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        return Server(parts.hostname, port, user, password, parts.scheme == "smtps")

    def recipients(self) -> tuple[str, ...]:
        return tuple(one.strip() for entry in self.to for one in entry.split(",") if one.strip())

    def from_address(self) -> str:
        """The sender, or the account's own name where it is an address."""
        server = self.server()
        return self.sender or (server.user if "@" in server.user else f"monitor@{server.host}")

    async def send(self, outgoing: Outgoing, poster: Poster) -> Delivery:
        return await asyncio.to_thread(self._deliver, self.compose(outgoing))

    def compose(self, outgoing: Outgoing) -> EmailMessage:
        """The whole message; the same for every attempt."""
        alert, view = outgoing.alert, view_of(outgoing, self.language, self.desk_url)
        sender = self.from_address()
        domain = parseaddr(sender)[1].rpartition("@")[2]
        message = EmailMessage()
        message["Subject"] = escape.header(subject(alert, view))
        message["From"] = formataddr(parseaddr(sender)) if parseaddr(sender)[0] else formataddr(("Monitor", sender))
        message["To"] = ", ".join(self.recipients())
        message["Date"] = format_datetime(alert.at)
        message["Message-ID"] = message_id(outgoing.key, domain)
        if outgoing.thread:
            # One made-up first message a story: clients thread by it, though nobody ever got it.
            root = message_id(f"story-{_token(outgoing.thread)}", domain)
            message["In-Reply-To"] = message["References"] = root
        message["Auto-Submitted"] = "auto-generated"
        message["List-Unsubscribe"] = f"<{self.unsubscribe or f'mailto:{parseaddr(sender)[1]}?subject=unsubscribe'}>"
        if self.unsubscribe.startswith("https:"):
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        message.set_content(plain(alert, view))
        message.add_alternative(html(alert, view, picture=bool(outgoing.picture)), subtype="html")
        if outgoing.picture:
            page = message.get_payload(1)
            if isinstance(page, EmailMessage):
                page.add_related(outgoing.picture, "image", "png", cid=f"<{PICTURE}>", filename="timeline.png")
        return message

    def _deliver(self, message: EmailMessage) -> Delivery:
        server = self.server()
        try:
            with self._connected(server) as smtp:
                if server.user:
                    smtp.login(server.user, server.password)
                refused = smtp.send_message(message, to_addrs=[parseaddr(one)[1] for one in self.recipients()])
        except smtplib.SMTPException as error:
            return _refusal(error, (server.password, self.url.get_secret_value()))
        except (OSError, ValueError) as error:  # ValueError: an address that needs SMTPUTF8
            return NotDelivered(
                said(f"{server.host}:{server.port}: {type(error).__name__}: {error}", (server.password,))
            )
        some = f"; refused: {', '.join(sorted(refused))}" if refused else ""
        return Delivered(f"accepted by {server.host}{some}")

    def _connected(self, server: Server) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self.ca_file:
            context.load_verify_locations(self.ca_file)
        if server.wrapped:
            return smtplib.SMTP_SSL(server.host, server.port, timeout=self.timeout, context=context)
        smtp = smtplib.SMTP(server.host, server.port, timeout=self.timeout)
        with ExitStack() as undo:
            undo.callback(smtp.close)
            if self.tls == "auto":
                smtp.starttls(context=context)
            undo.pop_all()
        return smtp


def _refusal(error: smtplib.SMTPException, secrets: tuple[str, ...]) -> NotDelivered:
    """5xx and what the server cannot do are for good; 4xx and broken connections pass."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
        detail = "; ".join(f"{who}: {code} {_text(why)}" for who, (code, why) in error.recipients.items())
        return NotDelivered(said(detail, secrets), permanent=all(code >= 500 for code in codes))
    if isinstance(error, smtplib.SMTPResponseException):
        detail = f"{error.smtp_code} {_text(error.smtp_error)}"
        return NotDelivered(said(detail, secrets), permanent=error.smtp_code >= 500)
    permanent = isinstance(error, smtplib.SMTPNotSupportedError)
    return NotDelivered(said(f"{type(error).__name__}: {error}", secrets), permanent)


def _text(answer: bytes | str) -> str:
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer


def _is_address(text: str) -> bool:
    name, address = parseaddr(text)
    if escape.one_line(text) != text or not address.rpartition("@")[0]:
        return False
    try:
        Address(name, addr_spec=address)
    except (ValueError, IndexError):  # IndexError: the parser's own, on some malformed addresses
        return False
    return True


def _token(thread: str) -> str:
    """A story's id as a Message-ID may hold it."""
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "-" for c in thread)[:100]
