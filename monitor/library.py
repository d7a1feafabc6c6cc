"""Documents of an archive in the order of their dates, however many there are.

Two passes: the first reads each document once and keeps where it stands and when it came out, about 100 bytes; the
second reads them again, one by one, in order.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from xxhash import xxh3_64

from monitor import documents
from monitor.documents import Document
from monitor.errors import InputError, Problem

_WHEN = struct.Struct(">Q")  # big-endian, so that the order of the bytes is the order of the dates
_WHERE = struct.Struct(">IQ")  # which file, at which byte
_LONGEST_ID = 64  # bytes of it that order the documents of one moment
_EPOCH = datetime.min.replace(tzinfo=UTC)
_UNDATED = datetime.max.replace(tzinfo=UTC)


@dataclass(slots=True)
class Library:
    """The documents of files, by date and id, those without a date last.

    `told` hears of each line that is no document. Raises InputError for a file that cannot be read and for a document
    without an address.
    """

    paths: Sequence[str]
    now: datetime
    told: Callable[[Problem], None] = lambda problem: None
    _rows: list[bytes] = field(init=False, default_factory=list)
    _seal: xxh3_64 = field(init=False, default_factory=xxh3_64)

    def __post_init__(self) -> None:
        for number, path in enumerate(self.paths):
            for offset, found in self._found(path):
                if isinstance(found, Problem):
                    self.told(found)
                    continue
                if not found.page.url.startswith("http"):
                    raise InputError(
                        f"{path}: an article needs its address; give .jsonl lines with `url` and `html_path`"
                    )
                self._rows.append(_row(found, number, offset))
        self._rows.sort()
        self._seal.update("\n".join(self.paths).encode())
        for row in self._rows:
            self._seal.update(row)

    def _found(self, path: str) -> Iterator[tuple[int, Document | Problem]]:
        if path.endswith(".jsonl") and Path(path).is_file():
            return documents.placed(Path(path), self.now)
        return ((0, found) for found in documents.read(path, self.now))

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def seal(self) -> str:
        """The same for the same documents at the same places in the same files."""
        return self._seal.hexdigest()

    def read(self, start: int = 0) -> Iterator[Document]:
        """The documents in order, from number `start` on."""
        with ExitStack() as open_files:
            streams: dict[int, BinaryIO] = {}
            for row in self._rows[start:]:
                number, offset = _WHERE.unpack(row[-_WHERE.size :])
                file = Path(self.paths[number])
                if number not in streams:
                    streams[number] = open_files.enter_context(file.open("rb"))
                found = documents.at(streams[number], offset, file, self.now)
                if isinstance(found, Problem):
                    raise InputError(f"{found}; the file changed while it was read")
                yield found


def _row(one: Document, file: int, offset: int) -> bytes:
    micros = ((one.page.published or _UNDATED) - _EPOCH) // timedelta(microseconds=1)
    ident = one.id.encode("utf-8", "surrogatepass")[:_LONGEST_ID]
    return _WHEN.pack(micros) + ident + b"\0" + _WHERE.pack(file, offset)
