"""The filtered list as a file, in the language of the address."""

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.utils.decorators import method_decorator
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.views.generic import View

from catalogue.bilingual import page_language
from catalogue.public.context import absolute
from catalogue.public.exports import politeness
from catalogue.public.exports.asking import (
    answer_bad_parameters,
    asked_methods,
    page_number,
    refuse_unknown_names,
)
from catalogue.public.exports.columns import columns
from catalogue.public.exports.freshness import freshness
from catalogue.public.exports.json_file import json_parts
from catalogue.public.exports.open_access import open_to_all_sites
from catalogue.public.exports.politeness import (
    PLACES,
    HeldParts,
    answer_not_now,
    count_download,
)
from catalogue.public.exports.whole_methods import WholeMethod, WholeMethods
from catalogue.tables.delimited import csv_lines
from catalogue.tables.download import as_download
from catalogue.tables.languages import in_language
from catalogue.tables.workbook import xlsx_parts

Part = str | bytes
# Rows that are in memory at once, with all that belongs to them.
BATCH = 500
CSV = "text/csv; charset=utf-8"
JSON = "application/json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Rows(Protocol):
    """The rows of a file: how many, of which version, and so many at a time."""

    version: int

    def __len__(self) -> int: ...

    def batches(self, size: int) -> Iterator[list[Any]]:
        """All of them."""


@method_decorator(open_to_all_sites, name="dispatch")
@method_decorator(answer_bad_parameters, name="dispatch")
@method_decorator(answer_not_now, name="dispatch")
class ListExport(View):
    """The whole of a filtered list as a file; 400 where a parameter is not known.

    A page number is allowed and changes nothing: a file holds the whole list.
    """

    http_method_names = ["get", "head"]
    name = ""
    extension = ""
    content_type = ""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        rows = self.rows()
        page_number(request.GET)
        fresh = freshness(request, rows.version)
        known = fresh.known_answer(request)
        if known is not None:
            return fresh.marked(known)
        response = fresh.marked(self.answer(rows))
        name = f"{self.name}-{localdate().isoformat()}.{self.extension}"
        return as_download(response, name)

    def rows(self) -> Rows:
        """The rows asked for; raises BadParameters."""
        raise NotImplementedError

    def answer(self, rows: Rows) -> HttpResponseBase:
        """The file of these rows; raises NotNow where it must wait."""
        if self.request.method == "HEAD":
            return HttpResponse(content_type=self.content_type)
        give_back = None
        if len(rows) > politeness.LIGHT_METHODS:
            count_download(self.request)
            give_back = PLACES.take()
        parts = in_language(page_language(), self.parts(rows.batches(BATCH)))
        return StreamingHttpResponse(
            HeldParts(parts, give_back) if give_back else parts,
            content_type=self.content_type,
        )

    def parts(self, batches: Iterable[list[Any]]) -> Iterator[Part]:
        """The file, piece by piece."""
        raise NotImplementedError

    @property
    def origin(self) -> str:
        return absolute(self.request, "")


class MethodExport(ListExport):
    """All methods of a filtered list as a file."""

    name = "methods"

    def rows(self) -> Rows:
        refuse_unknown_names(self.request.GET)
        return WholeMethods(asked_methods(self.request.GET))


class MethodsAsCSV(MethodExport):
    extension = "csv"
    content_type = CSV

    def parts(self, batches: Iterable[list[WholeMethod]]) -> Iterator[Part]:
        return csv_lines(columns(self.origin), batches)


class MethodsAsJSON(MethodExport):
    extension = "json"
    content_type = JSON

    def parts(self, batches: Iterable[list[WholeMethod]]) -> Iterator[Part]:
        return json_parts(self.origin, batches)


class MethodsAsXLSX(MethodExport):
    extension = "xlsx"
    content_type = XLSX

    def parts(self, batches: Iterable[list[WholeMethod]]) -> Iterator[Part]:
        return xlsx_parts(columns(self.origin), batches, gettext("Methods"))
