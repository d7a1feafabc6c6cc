"""The desk in a real browser: each page, each action, by keyboard, on a phone, in the dark, for screen readers."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.web.conftest import AXE, REQUIRED, Served, Window, opened
from tests.web.test_pages import HOSTILE_URL, PAGES

LOOKED_AT = [
    "/desk", "/desk/findings", "/desk/stories", "/desk/alerts", "/desk/review", "/desk/sources",
    "/desk/search?q=Jetour",
    "/desk/rules?rule=everything-new", "/desk/log", "/desk/marks", "/desk/value?kind=brand&value=Jetour",
    f"/desk/article?url={HOSTILE_URL}", f"/desk/why?subject={HOSTILE_URL}",
]  # fmt: skip


@pytest.fixture(scope="module")
def axe() -> str:
    if not AXE.exists():
        assert not REQUIRED, "DESK_BROWSER=required, and axe-core is not there"
        pytest.skip("no axe-core here: `make browser` fetches it")
    return AXE.read_text(encoding="utf-8")


def problems(window: Window, axe: str, rule: str) -> list[str]:
    """What axe-core calls serious or critical, by all its rules where none is named.

    It is run in the page's own world, past the page's script policy.
    """
    session = window.page.context.new_cdp_session(window.page)
    session.send("Runtime.evaluate", {"expression": f"window.axe || (() => {{ {axe} }})()"})
    only = f"runOnly: ['{rule}'], " if rule else ""
    run = f"axe.run({{{only}resultTypes: ['violations']}}).then(found => JSON.stringify(found.violations))"
    asked = {"expression": run, "awaitPromise": True, "returnByValue": True}
    found = json.loads(session.send("Runtime.evaluate", asked)["result"]["value"])
    return [
        f"{one['id']}: {node['target']}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


def every_page(desk: Served) -> list[str]:
    """With a story of several articles and an alert, whose names are not known beforehand."""
    stories, alerts = (json.loads(desk.get(f"/desk/{name}.json")[2]) for name in ("stories", "alerts"))
    longest = max(stories, key=lambda one: len(one["articles"]))
    return [*PAGES, f"/desk/story?name={longest['story']}", f"/desk/alert?id={alerts[0]['id']}"]


def test_each_page_is_quiet_asks_no_other_host_and_fits_every_width(window: Window, desk: Served) -> None:
    for path in every_page(desk):
        window.open(path)
        assert window.page.title().endswith("· monitor")
        assert window.page.locator("h1").count() == 1
        for width in (1280, 768, 390):
            window.page.set_viewport_size({"width": width, "height": 800})
            over = window.page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert over <= 0, f"{path} at {width}: {over} px"


def test_axe_finds_nothing_serious_in_the_light_or_in_the_dark(window: Window, desk: Served, axe: str) -> None:
    for path in [*LOOKED_AT, *every_page(desk)[-2:]]:
        window.page.emulate_media(color_scheme="light")
        window.open(path)
        assert problems(window, axe, "") == [], path
        window.page.emulate_media(color_scheme="dark")
        assert problems(window, axe, "color-contrast") == [], path


def test_the_newest_years_are_in_sight_on_a_phone(chromium: Any, desk: Served) -> None:
    for window in opened(chromium, desk, viewport={"width": 390, "height": 800}):
        window.open("/desk")
        now = window.page.locator(".timeline .now").bounding_box()
        assert 0 < now["x"] < 390


def test_every_page_reads_without_a_script(chromium: Any, desk: Served) -> None:
    for window in opened(chromium, desk, java_script_enabled=False):
        window.open("/desk")
        window.press("svg a.s-produced >> nth=0")
        assert "/desk/value" in window.page.url


def test_the_reader_chooses_the_language_and_it_stays(window: Window) -> None:
    window.open("/desk?lang=en")
    window.press("text=Русский")
    assert window.page.locator("h2").first.inner_text() == "Что нового"
    window.open("/desk/sources")
    assert window.page.locator("h1").inner_text() == "Источники"
    window.press("text=English")
    assert window.page.locator("h1").inner_text() == "Sources"


def test_once_through_by_keyboard_only(own_window: Window) -> None:
    page, keys = own_window.page, own_window.page.keyboard
    own_window.open("/desk?lang=en")
    keys.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    keys.press("Enter")
    assert page.evaluate("location.hash") == "#content"
    keys.press("j")
    keys.press("Enter")
    page.wait_for_url("**/desk/value**")
    keys.press("g")
    keys.press("r")
    page.wait_for_url("**/desk/review")
    names = page.locator(".candidate h2").all_inner_texts()
    keys.press("j")
    with page.expect_navigation():
        keys.press("x")
    assert page.locator(".candidate h2").all_inner_texts() == names[1:]
    keys.press("/")
    page.wait_for_url("**/desk/search")
    page.wait_for_function("document.activeElement.id === 'q'")
    keys.type("JAC")
    with page.expect_navigation():
        keys.press("Enter")
    assert page.locator(".hit mark").first.inner_text() == "JAC"


def actions_of(desk: Served) -> list[str]:
    return [one["action"] for one in json.loads(desk.get("/desk/log.json")[2])]


def test_what_is_wrong_goes_to_the_review_list_and_changes_nothing(own_window: Window, own_desk: Served) -> None:
    page = own_window.page
    before = own_desk.get("/desk/ledger.json")[2]
    own_window.open("/desk/findings?lang=en")
    page.locator(".wrong summary").first.click()
    page.locator(".wrong input[value=not-new]").first.check()
    page.locator(".wrong input[name=note]").first.fill("told in 2019 <b>already</b>")
    own_window.press(page.locator(".wrong button").first)
    assert "changes nothing by itself" in page.locator(".message").inner_text()
    assert page.locator(".flagged").first.inner_text() == "marked: not new"
    line = json.loads(own_desk.get("/desk/marks.jsonl")[2])
    assert (line["wrong"], line["note"], line["by"]) == ("not-new", "told in 2019 <b>already</b>", "local")
    assert line["text"]
    own_window.open("/desk/marks")
    own_window.press("text=Settled")
    assert page.locator(".settled").count() == 1
    assert own_desk.get("/desk/ledger.json")[2] == before
    assert actions_of(own_desk) == ["settle", "mark"]


def test_what_waits_is_tried_now_dropped_or_sent_again(own_window: Window, own_desk: Served) -> None:
    page, storage = own_window.page, own_desk.world.storage()
    own_window.open("/desk/alerts?lang=en")
    own_window.press(page.locator("section:has(#waiting) .row button:has-text('Try now')").first)
    own_window.press(page.locator("section:has(#waiting) .row button:has-text('Drop')").first)
    own_window.press(page.locator("li .row button:has-text('Send again')").first)
    rows = {row.key: row for row in storage.outbox.rows()}
    storage.close()
    assert rows["was-sent"].status == "sent"
    assert [key for key in rows if key.startswith("was-sent-again-")]
    assert actions_of(own_desk) == ["resend", "drop", "retry"]


def test_a_mute_silences_and_is_lifted(own_window: Window, own_desk: Served) -> None:
    page, storage = own_window.page, own_desk.world.storage()
    own_window.open("/desk/alerts?lang=en")
    page.fill("#mute input[name=query]", "brand:BAIC")
    page.fill("#mute input[name=until]", "2027-01-01")
    own_window.press("#mute button:has-text('Mute')")
    assert [one.query for one in storage.remarks.mutes(own_desk.world.now.date())] == ["brand:BAIC"]
    own_window.press("text=Lift")
    assert storage.remarks.mutes(own_desk.world.now.date()) == []
    storage.close()


def test_a_mute_without_sense_is_refused_in_words(own_window: Window) -> None:
    page = own_window.page
    own_window.open("/desk/alerts?lang=en")
    page.fill("#mute input[name=query]", "brand:(")
    page.fill("#mute input[name=until]", "2027-01-01")
    own_window.press("#mute button:has-text('Mute')")
    assert "brand" in page.locator("h1").inner_text()
    own_window.wrong[:] = [said for said in own_window.wrong if "400" not in said]


def test_a_candidate_is_accepted_as_a_brand(own_window: Window, own_desk: Served) -> None:
    own_window.open("/desk/review?lang=en")
    before = own_window.page.locator(".candidate").count()
    own_window.press(candidate(own_window).locator("button:has-text('Accept as a brand')"))
    storage = own_desk.world.storage()
    said, found = storage.verdicts.all(), storage.ledger.get([("kedravto", "brand", "Lumira")])
    storage.close()
    assert said == [("Lumira", "brand", "accepted", "")]
    assert found
    assert own_window.page.locator(".candidate").count() == before - 1


def test_a_candidate_is_accepted_as_a_model_of_a_brand(own_window: Window, own_desk: Served) -> None:
    own_window.open("/desk/review?lang=en")
    names = own_window.page.locator(".candidate h2").all_inner_texts()
    for _ in range(names.index("Lumira") + 1):
        own_window.page.keyboard.press("j")
    own_window.page.keyboard.press("m")
    own_window.page.keyboard.type("Dongfeng")
    with own_window.page.expect_navigation():
        own_window.page.keyboard.press("Enter")
    storage = own_desk.world.storage()
    said = storage.verdicts.all()
    storage.close()
    assert said == [("Lumira", "brand model", "accepted", "Dongfeng")]


def candidate(window: Window) -> Any:
    return window.page.locator(".candidate", has=window.page.locator("h2", has_text=re.compile("^Lumira$")))


def test_a_source_is_polled_when_asked(own_window: Window, own_desk: Served) -> None:
    own_window.open("/desk/sources?lang=en")
    own_window.press(own_window.page.locator("button:has-text('Poll now')").first)
    storage = own_desk.world.storage()
    assert storage.sources.due(["sever"], own_desk.world.now) == ["sever"]
    storage.close()


def test_a_rule_is_tried_shown_and_written_with_every_comment_kept(own_window: Window, own_desk: Served) -> None:
    page, config = own_window.page, own_desk.world.config
    before = config.read_text(encoding="utf-8")
    own_window.open("/desk/rules?rule=everything-new&lang=en")
    page.fill("#text", "name: everything-new\nwhen: kind:new-brand\nsend: [console]\ncool_down: 2h\n")
    page.fill("input[name=days]", "2000")
    own_window.press("button:has-text('Try')")
    assert "would have been sent" in page.locator("#try").inner_text()
    assert page.locator("pre.diff ins").all_inner_texts() == ["+     when: kind:new-brand", "+     cool_down: 2h"]
    assert config.read_text(encoding="utf-8") == before
    own_window.press("button:has-text('Write it')")
    after = config.read_text(encoding="utf-8").splitlines()
    assert set(before.splitlines()) - set(after) == {
        "    when: kind:new-brand,new-segment,new-pair,state,candidate,amount"
    }
    assert set(after) - set(before.splitlines()) == {"    when: kind:new-brand", "    cool_down: 2h"}
    assert actions_of(own_desk) == ["rule"]


def test_a_rule_that_is_wrong_is_told_and_not_written(own_window: Window, own_desk: Served) -> None:
    page, before = own_window.page, own_desk.world.config.read_text(encoding="utf-8")
    own_window.open("/desk/rules?lang=en")
    page.fill("#text", "name: x\nwhen: knd:new\nsend: [nowhere]\n")
    own_window.press("button:has-text('Try')")
    said = page.locator("pre.error").inner_text()
    assert "knd" in said
    assert "nowhere" in said
    assert own_desk.world.config.read_text(encoding="utf-8") == before
