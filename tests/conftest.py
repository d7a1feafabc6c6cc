from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.newsroom import Newsroom, newsroom
from tests.office import Office


@pytest.fixture
def news() -> Iterator[Newsroom]:
    with newsroom() as room:
        yield room


@pytest.fixture
def office(tmp_path: Path, news: Newsroom) -> Iterator[Office]:
    made = Office(tmp_path, news)
    yield made
    made.close()
