"""What could not be delivered is told on the other channels and in the digest, whatever the rules say."""

from __future__ import annotations

import json
from datetime import timedelta

from tests.newsroom import Answer
from tests.office import CONFIG, Office
from tests.test_pipeline import one_item

TWO = CONFIG.replace(
    "channels:\n", 'channels:\n  other: {{type: webhook, url: "{address}/other"}}\n'
).replace("state,source,gap,undelivered", "state") + '\ndigest: {{daily: "18:00", send: [other]}}\n'  # fmt: skip


def heard(office: Office, path: str) -> list[dict[str, object]]:
    return [json.loads(body) for asked, _, body in office.news.posted if asked == path]


def test_a_refusal_for_good_is_told_on_the_other_channel_and_in_the_digest(office: Office) -> None:
    office.write(text=TWO)
    one_item(office)
    office.news.answers["/hook"] = Answer(b"gone away", 404)
    office.digest()
    office.work()
    office.work(timedelta(minutes=1))
    (report,) = heard(office, "/other")
    assert report["title"] == "Not delivered: hook"
    assert "HTTP 404 gone away" in report["findings"][0]["sentence"]  # type: ignore[index]
    assert len(heard(office, "/hook")) == 1
    office.digest(timedelta(hours=10))
    office.work()
    assert any("hook: gave-up, HTTP 404" in line for line in heard(office, "/other")[-1]["lines"])  # type: ignore[attr-defined]
