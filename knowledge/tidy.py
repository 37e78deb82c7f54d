"""A document as it is kept: without what is as it is by default, so that the same content is always the same data."""

import json
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from knowledge.documents import TEMPLATES, schema_of


def tidied(document: str, data: Any) -> Any:
    """The data of a document in its one form; data that is not right yet stays as it is."""
    adapter = _adapter(document.partition("/")[0] + "/x" if document.startswith(TEMPLATES) else document)
    try:
        found = adapter.validate_json(json.dumps(data), strict=True)
    except ValidationError:
        return data
    return adapter.dump_python(found, mode="json", by_alias=True, exclude_defaults=True)


@cache
def _adapter(document: str) -> TypeAdapter[Any]:
    return TypeAdapter(schema_of(document))
