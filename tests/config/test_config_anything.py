"""Whatever somebody writes: settings or a ConfigError, never another exception, never a secret."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.config import Settings, json_schema, parse
from monitor.errors import ConfigError

SCHEMA = json_schema()
KEYS = sorted({key for part in (SCHEMA, *SCHEMA["$defs"].values()) for key in part.get("properties", {})})
WORDS = ["console", "rss", "email", "all", "10m", "09:00", "kind:new-brand", "${X}", "${X:-1}", "https://a.example/"]

words = st.sampled_from(WORDS) | st.text(max_size=8)
leaves = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | words
names = st.sampled_from([*KEYS, "a", "type"])
values = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=5), max_leaves=12
)
configs = st.dictionaries(st.sampled_from(sorted(SCHEMA["properties"])), values, max_size=6)


@settings(max_examples=150, deadline=None)
@given(configs, st.booleans())
def test_any_config_is_settings_or_problems(found: dict[str, object], valid_watch: bool) -> None:
    if valid_watch:
        found = {**found, "watches": {"a": {"title": "A", "pack": "cars", "names": ["A"]}}}
    try:
        made = parse(json.dumps(found), "c.yaml", {"MONITOR_DESK__PORT": "8"})
    except ConfigError as error:
        assert error.problems
        assert all(problem.said for problem in error.problems)
    else:
        assert isinstance(made, Settings)
        assert made.watch_values()
