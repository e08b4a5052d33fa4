"""A frozen text as a person reads it: plain text under headings."""

from collections.abc import Iterator, Mapping
from typing import Any

from catalogue.methods.models import WorkMethod
from catalogue.methods.revisions import PARTS


def readable(content: Mapping[str, Any]) -> str:
    """The content of a submitted text in lines; what is empty is left out."""
    return "\n".join(_lines(content)) + "\n"


def _lines(content: Mapping[str, Any]) -> Iterator[str]:
    yield f"№ {content['number']}  {content['title_zh'] or content['title_en']}"
    yield content["reporting_body_name"]
    yield " › ".join(content["community_path"])
    if content["themes"]:
        yield ", ".join(content["themes"])
    for name, value in content.items():
        field = _field(WorkMethod, name)
        if field is not None and not field.is_relation and value not in ("", None):
            yield ""
            yield f"{_label(field)}："
            yield str(value)
    for part in PARTS:
        rows = content["parts"].get(part._meta.model_name, ())
        if rows:
            yield ""
            yield f"{part._meta.verbose_name_plural}："
        for at, row in enumerate(rows, 1):
            yield f"{at}."
            for name, value in row.items():
                if value not in ("", None):
                    yield f"   {_label(_field(part, name))}：{value}"


def _field(model: Any, name: str) -> Any:
    named = {each.attname: each for each in model._meta.concrete_fields}
    return named.get(name)


def _label(field: Any) -> str:
    return str(field.verbose_name) if field else ""
