"""One article that cannot be recorded takes no other along, and is not asked for for ever."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.analyser import Inline
from monitor.engine import Engine
from monitor.explain import why
from monitor.knowledge import Knowledge
from monitor.model import Analysis, Page, Reason
from monitor.pipeline import cycle
from tests.office import START, Office
from tests.test_pipeline import MORE, SENTENCE


class Careless:
    """An analyser that lets something through into one title which no database takes."""

    def __init__(self, knowledge: Knowledge, bad: object) -> None:
        self._well, self._bad = Inline(knowledge), bad

    async def __call__(self, page: Page) -> Analysis:
        read = await self._well(page)
        if not page.url.endswith("/bad"):
            return read
        return replace(read, article=replace(read.article, title=self._bad))  # type: ignore[arg-type]  the point of it

    def close(self) -> None:
        """It holds nothing."""


@pytest.mark.parametrize(
    ("bad", "said"), [("half a letter: \ud83d", "UnicodeEncodeError"), (None, "IntegrityError")]
)
def test_an_article_that_breaks_the_recording_is_tried_five_times_and_the_others_are_kept_at_once(
    office: Office, bad: object, said: str
) -> None:
    names = ("good", "bad", "fine")
    office.news.feed("/feed", *((f"/{name}", f"«Кедравто»: {name}", "", START) for name in names))
    urls = {name: office.news.page(f"/{name}", f"«Кедравто»: {name}", SENTENCE, name, *MORE) for name in names}

    async def careless(engine: Engine) -> None:
        analyse = Careless(engine.setup.knowledge, bad)
        frail = Engine(**{name: getattr(engine, name) for name in engine.__slots__} | {"analyse": analyse})
        await cycle(frail)
        kept = {one.article.url for one in office.storage.archive.listed()}
        assert kept == {urls["good"], urls["fine"]}
        for hours in (1, 1, 24, 7 * 24, 30 * 24):
            office.clock.move_to(office.clock.now() + timedelta(hours=hours))
            await cycle(frail)

    office.run(careless)
    assert office.storage.entries.counts(START) == {"done": 2, "skipped": 1}
    trail = why(office.storage, urls["bad"]).trail
    assert [one.reason for one in trail].count(Reason.WILL_RETRY) == 4
    assert trail[-1].reason is Reason.ANALYSIS_FAILED and said in trail[-1].detail
    assert office.news.asked.count("/bad") == 5
