"""Uploaded files as they are handed out: images to look at, documents to take away."""

from pathlib import PurePosixPath

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404

_IMAGES = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png"}


def stored_file(path: str, *, keep: str = "private") -> FileResponse:
    """The file at a path of the storage; raises Http404 where there is none.

    `keep` says in the words of Cache-Control who may keep a copy. Whether the person
    may see it is asked before.
    """
    try:
        content = default_storage.open(path)
    except OSError:
        raise Http404 from None
    kind = _IMAGES.get(PurePosixPath(path).suffix)
    response = FileResponse(content, as_attachment=kind is None, content_type=kind)
    response["Cache-Control"] = keep
    return response
