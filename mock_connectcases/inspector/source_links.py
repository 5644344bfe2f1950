"""Pages of AWS that state rules."""

from __future__ import annotations

from mock_connectcases.operations import OPERATIONS
from mock_connectcases.rules.rule import reference
from mock_connectcases.wire.model import service_model


def source_url(source: str, operation: str) -> str:
    """Return the address of the source of a rule of an operation; empty if it has none.

    Only operations and structures have pages in the API reference: that of an operation also has
    its input, its output, its errors, and members of other types.
    """
    if source.startswith("https://"):
        return source
    name = source.partition(".")[0]
    named = name.removesuffix("Request").removesuffix("Response")
    if named in OPERATIONS:
        return reference(named)
    model = service_model()
    if name not in model.shape_names:
        return ""
    shape = model.shape_for(name)
    has_page = shape.type_name == "structure" and not shape.metadata.get("exception")
    return reference(name if has_page else operation)
