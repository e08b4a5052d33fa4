"""The filtered list as a file, in the language of the address."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.utils.decorators import method_decorator
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate
from django.utils.translation import override
from django.views.generic import View

from catalogue.bilingual import page_language
from catalogue.methods.models import WorkMethod
from catalogue.public.context import absolute
from catalogue.public.exports.asking import (
    answer_bad_parameters,
    asked_methods,
    page_number,
    refuse_unknown_names,
)
from catalogue.public.exports.columns import columns, for_taking_away
from catalogue.public.exports.csv_file import csv_lines
from catalogue.public.exports.json_file import json_parts
from catalogue.public.exports.open_access import open_to_all_sites
from catalogue.public.exports.xlsx_file import xlsx_file

# Rows that are in memory at once, with all that belongs to them.
CHUNK = 500
CSV = "text/csv; charset=utf-8"
JSON = "application/json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@method_decorator(open_to_all_sites, name="dispatch")
@method_decorator(answer_bad_parameters, name="dispatch")
class MethodExport(View):
    """All methods of a filtered list as a file; 400 where a parameter is not known.

    A page number is allowed and changes nothing: a file holds the whole list.
    """

    http_method_names = ["get", "head"]
    extension = ""
    content_type = ""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        refuse_unknown_names(request.GET)
        page_number(request.GET)
        methods = asked_methods(request.GET).qs
        response = self.answer(self._chunks(for_taking_away(methods)))
        name = f"methods-{localdate().isoformat()}.{self.extension}"
        response["Content-Disposition"] = content_disposition_header(True, name) or ""
        return response

    def answer(self, chunks: Iterable[list[WorkMethod]]) -> HttpResponseBase:
        """The file of these methods."""
        if self.request.method == "HEAD":
            return HttpResponse(content_type=self.content_type)
        return self.file(chunks)

    def file(self, chunks: Iterable[list[WorkMethod]]) -> HttpResponseBase:
        """The answer that carries the file."""
        return StreamingHttpResponse(
            _in_language(page_language(), self.parts(chunks)),
            content_type=self.content_type,
        )

    def parts(self, chunks: Iterable[list[WorkMethod]]) -> Iterator[str]:
        """The file, piece by piece."""
        raise NotImplementedError

    @property
    def origin(self) -> str:
        return absolute(self.request, "")

    @staticmethod
    def _chunks(methods: Iterable[WorkMethod]) -> Iterator[list[WorkMethod]]:
        """The methods from a cursor of the server, so many at a time."""
        rows = methods.iterator(chunk_size=CHUNK)  # type: ignore[attr-defined]
        while chunk := list(islice(rows, CHUNK)):
            yield chunk


class MethodsAsCSV(MethodExport):
    extension = "csv"
    content_type = CSV

    def parts(self, chunks: Iterable[list[WorkMethod]]) -> Iterator[str]:
        return csv_lines(columns(self.origin), chunks)


class MethodsAsJSON(MethodExport):
    extension = "json"
    content_type = JSON

    def parts(self, chunks: Iterable[list[WorkMethod]]) -> Iterator[str]:
        return json_parts(self.origin, chunks)


class MethodsAsXLSX(MethodExport):
    extension = "xlsx"
    content_type = XLSX

    def file(self, chunks: Iterable[list[WorkMethod]]) -> HttpResponseBase:
        # A workbook is a ZIP archive that must be finished before it can be sent.
        return FileResponse(
            xlsx_file(columns(self.origin), chunks), content_type=self.content_type
        )


def _in_language(language: str, parts: Iterator[str]) -> Iterator[str]:
    """Each piece made in the language of the address, whatever comes between."""
    while True:
        with override(language):
            part = next(parts, None)
        if part is None:
            return
        yield part
