"""The JSON Schema of a config, for editors: `monitor schema` prints it, `docs/config.schema.json` holds it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .plugins import options_model, registry
from .settings import Settings

_IMPORT_PATH = {
    "type": "object",
    "description": "a plugin of your own, by its import path",
    "properties": {"type": {"type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_.]*:[A-Za-z_][A-Za-z0-9_]*$"}},
    "required": ["type"],
}


def json_schema() -> dict[str, Any]:
    """JSON Schema 2020-12. Values may also be `${NAME}` wherever text is allowed."""
    schema: dict[str, Any] = Settings.model_json_schema(by_alias=True)
    schema.setdefault("$defs", {})
    for seam in ("route", "channel"):
        shipped = [_plugin(name, class_) for name, class_ in registry(seam).items()]
        schema["$defs"][seam] = {"oneOf": [*shipped, _IMPORT_PATH]}
    found = _linked(schema)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found, "title": "monitor's config.yaml"}


def _plugin(name: str, class_: type) -> dict[str, Any]:
    options = options_model(class_).model_json_schema(by_alias=True)
    options.pop("title", None)
    options["properties"] = {"type": {"const": name}, **options.get("properties", {})}
    options["required"] = ["type", *options.get("required", [])]
    options["description"] = " ".join((class_.__doc__ or "").split())
    return options


def _linked(value: Any) -> Any:
    """Puts a reference where a field said that it is a plugin, and drops pydantic's titles."""
    if isinstance(value, Mapping):
        if isinstance(value.get("plugin"), str):
            return {"$ref": f"#/$defs/{value['plugin']}"}
        titled = isinstance(value.get("title"), str) and ("type" in value or "anyOf" in value or "default" in value)
        return {key: _linked(item) for key, item in value.items() if not (key == "title" and titled)}
    if isinstance(value, list | tuple):
        return [_linked(item) for item in value]
    return value
