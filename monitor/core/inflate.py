"""gzip and deflate with a bound on what comes out, so that a bomb costs no more than the bound."""

from __future__ import annotations

import zlib

CHUNK = 65_536
MAX_MEMBERS = 100  # gzip files joined into one; each costs a look at all that follows it


class TooLarge(Exception):
    """More came out than was allowed."""


class Damaged(Exception):
    """The data are not what their name says, or end too early."""


class Inflater:
    """Feed it compressed chunks; it keeps what comes out, up to `limit` bytes.

    Bodies that are labelled gzip or deflate and are not compressed at all pass as they are; concatenated gzip members
    are read one after another (RFC 1952, 2.2); raw deflate is accepted beside the zlib form (RFC 9110, 8.4.1.2).
    """

    def __init__(self, encoding: str, limit: int) -> None:
        self.body = bytearray()
        self._limit = limit
        self._encoding = encoding
        self._machine: zlib._Decompress | None = None
        self._head = b""
        self._plain = encoding == ""
        self._members = 1

    def feed(self, data: bytes) -> None:
        """Raises TooLarge, Damaged."""
        if not self._plain and self._machine is None:
            self._head += data
            if len(self._head) < 3:
                return
            data, self._head = self._head, b""
            self._choose(data)
        self._take(data)

    def finish(self) -> bytes:
        """The whole body. Raises TooLarge, Damaged."""
        if self._head:
            self._plain = True
            self._take(self._head)
        if self._machine is not None and not self._machine.eof:
            raise Damaged("the compressed body ends too early")
        return bytes(self.body)

    def _choose(self, head: bytes) -> None:
        if head[:2] == b"\x1f\x8b":
            self._machine = zlib.decompressobj(16 + zlib.MAX_WBITS)
        elif self._encoding == "deflate":
            zlib_form = head[0] & 0x0F == 8 and int.from_bytes(head[:2], "big") % 31 == 0
            self._machine = zlib.decompressobj(zlib.MAX_WBITS if zlib_form else -zlib.MAX_WBITS)
        else:
            self._plain = True

    def _take(self, data: bytes) -> None:
        if self._plain or self._machine is None:
            self._keep(data)
            return
        while data:
            try:
                self._keep(self._machine.decompress(data, CHUNK))
            except zlib.error as error:
                raise Damaged(str(error)) from error
            data = self._machine.unconsumed_tail
            if self._machine.eof:
                rest = self._machine.unused_data
                if rest[:2] != b"\x1f\x8b":  # padding, or nothing
                    return
                self._members += 1
                if self._members > MAX_MEMBERS:
                    raise Damaged(f"more than {MAX_MEMBERS} gzip members")
                data, self._machine = rest, zlib.decompressobj(16 + zlib.MAX_WBITS)

    def _keep(self, data: bytes) -> None:
        if len(self.body) + len(data) > self._limit:
            raise TooLarge(f"more than {self._limit} bytes")
        self.body += data


def gunzipped(body: bytes, limit: int) -> bytes:
    """The body, decompressed where it is gzip by its first bytes. Raises TooLarge, Damaged."""
    if body[:2] != b"\x1f\x8b":
        return body
    inflater = Inflater("gzip", limit)
    inflater.feed(body)
    return inflater.finish()
