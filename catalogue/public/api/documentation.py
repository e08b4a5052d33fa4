"""What the schema says of each address beside the shapes of its answers."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
    extend_schema_view,
)

from catalogue.methods.models import MethodCharacteristic, WorkMethod
from catalogue.places.models import Community, Province
from catalogue.practice.models import Promotion
from catalogue.public.adoption.filters import STATES
from catalogue.public.api import examples
from catalogue.public.api.adoption_serializer import AdoptionSerializer
from catalogue.public.api.paging import PAGE_SIZE
from catalogue.public.api.promotion import PromotionSerializer
from catalogue.public.api.round_serializers import RoundSerializer
from catalogue.public.api.serializers import (
    CommunitySerializer,
    MethodSerializer,
    ProvinceSerializer,
    ThemeSerializer,
)
from catalogue.public.exports.asking import PAGE
from catalogue.public.outcomes import LABELS
from catalogue.public.parameters import ORDERS

Decorator = Callable[[Any], Any]
_OBJECT = OpenApiTypes.OBJECT


def _several(
    name: str, what: Promise, values: Iterable[str] | None = None
) -> OpenApiParameter:
    """A parameter that may be repeated."""
    enum = list(values) if values else None
    return OpenApiParameter(name, str, description=what, many=True, enum=enum)


_PAGES = [
    OpenApiParameter(PAGE, int, description=_("The page, from 1.")),
    OpenApiParameter(
        PAGE_SIZE,
        int,
        description=_("Results on a page, from 1 to 100."),
    ),
]
_PROVINCE = _several("province", _("Slug of the reporting body, such as fujian."))
_METHOD_PARAMETERS = [
    _several("q", _("Words to search for; all of them must be found.")),
    _PROVINCE,
    _several("region", _("Region of the round of 2018."), Province.Region.values),
    _several("theme", _("Slug of a theme.")),
    _several(
        "kind", _("Whole of community work or one aspect."), WorkMethod.Kind.values
    ),
    _several("round", _("Slug of a round.")),
    _several(
        "outcome", _("What came of it; none: no selection is proven."), LABELS.keys()
    ),
    _several("settlement", _("Kind of settlement."), Community.Settlement.values),
    _several(
        "characteristic",
        _("One of the six characteristics."),
        MethodCharacteristic.Characteristic.values,
    ),
    _several("community", _("Number of a community.")),
    OpenApiParameter(
        "order",
        str,
        enum=[*ORDERS],
        description=_("Order of the list; relevance is one of a search."),
    ),
]


def _error(what: Promise, body: dict[str, Any]) -> OpenApiResponse:
    example = OpenApiExample("error", value=body)
    return OpenApiResponse(_OBJECT, description=what, examples=[example])


_ERRORS = {
    400: _error(
        _("A parameter or its value is not known; each is named with a message."),
        {"theme": ["No such value: “nonsense”"]},
    ),
    404: _error(
        _("No such page, or no such published record."), {"detail": "Not found."}
    ),
    429: _error(
        _("Too many requests from one address; Retry-After says when to go on."),
        {"detail": "Request was throttled. Expected available in 20 seconds."},
    ),
}
_NOT_MODIFIED = OpenApiResponse(
    description=_("Nothing new since the ETag or the date that was sent.")
)


def _documented(
    summary: Promise,
    serializer: type,
    example: dict[str, Any],
    parameters: list[OpenApiParameter],
) -> Decorator:
    shown = OpenApiExample(
        "example", value=example, response_only=True, status_codes=["200"]
    )
    return extend_schema_view(
        get=extend_schema(
            summary=summary,
            description=summary,
            parameters=parameters,
            examples=[shown],
            responses={200: serializer, 304: _NOT_MODIFIED, **_ERRORS},
        )
    )


method_list = _documented(
    _("Published methods, filtered as the list on the site."),
    MethodSerializer,
    examples.METHOD,
    [*_METHOD_PARAMETERS, *_PAGES],
)
method_detail = _documented(
    _("One published method, whole."), MethodSerializer, examples.METHOD, []
)
province_list = _documented(
    _("Provinces and reporting bodies, in the official order."),
    ProvinceSerializer,
    examples.PROVINCE,
    _PAGES,
)
community_list = _documented(
    _("Real communities and villages; a search finds at most 200."),
    CommunitySerializer,
    examples.COMMUNITY,
    [
        OpenApiParameter(
            "q",
            str,
            description=_("Name, place, pinyin, initials or code."),
        ),
        _PROVINCE,
        *_PAGES,
    ],
)
round_list = _documented(
    _("Rounds once they are opened, with notices; results once announced."),
    RoundSerializer,
    examples.ROUND,
    _PAGES,
)
promotion_list = _documented(
    _("Published promotion, newest first, filtered as the list on the site."),
    PromotionSerializer,
    examples.PROMOTION,
    [
        _several("kind", _("Kind of promotion."), Promotion.Kind.values),
        _several("year", _("Year in which it begins, such as 2018.")),
        _several(
            "province", _("Slug of the body that reports it, or where it took place.")
        ),
        _several("round", _("Slug of a round that it served.")),
        _several("method", _("Number of a method that it made known.")),
        *_PAGES,
    ],
)
adoption_list = _documented(
    _("Confirmed adoptions: which community works by which method."),
    AdoptionSerializer,
    examples.ADOPTION,
    [
        _several("method", _("Number of a method.")),
        _several("theme", _("Slug of a theme.")),
        _several(
            "region",
            _("Region of the community, as in the round of 2018."),
            Province.Region.values,
        ),
        _several("province", _("Slug of the community's reporting body.")),
        _several("community", _("Number of the community that works by it.")),
        _several("state", _("At work, or ended."), STATES.keys()),
        *_PAGES,
    ],
)
theme_list = _documented(
    _("Themes that methods deal with."), ThemeSerializer, examples.THEME, _PAGES
)
