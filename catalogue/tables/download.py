"""Files that a browser keeps instead of showing them."""

from typing import TypeVar

from django.http import HttpResponseBase
from django.utils.http import content_disposition_header

Response = TypeVar("Response", bound=HttpResponseBase)


def as_download(response: Response, name: str) -> Response:
    """The answer as a file of this name, which may be in any script."""
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response
