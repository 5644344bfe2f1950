"""Private and undocumented names of botocore."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from botocore.awsrequest import AWSResponse
    from botocore.loaders import Loader
    from botocore.model import Shape

SEND = ("botocore.httpsession", "URLLib3Session", "send")
CREATE_LOADER = ("botocore.session", "", "create_loader")
CALL = ("botocore.client", "BaseClient", "_make_api_call")

ENDPOINTS_KEY = ("load_data_with_path", "endpoints")
"""The key of the table of endpoints in the cache of a loader."""


def set_cache(loader: Loader, cache: dict[tuple[Any, ...], Any]) -> None:
    """Replace the cache of a loader."""
    loader._cache = cache


def set_content(response: AWSResponse, content: bytes) -> None:
    """Set the content of a response, which is else read from its body."""
    response._content = content


def is_sparse(shape: Shape) -> bool:
    """Return whether nulls are values of this list or map."""
    return bool(shape._shape_model.get("sparse"))
