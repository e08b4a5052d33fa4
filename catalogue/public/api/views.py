"""The lists of the API; each reads published rows and nothing else."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch
from django.http import Http404
from django.urls import reverse
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from catalogue.methods.models import Theme
from catalogue.places.models import Province
from catalogue.public.adoption.exports import PublicAdoptions, asked_adoptions
from catalogue.public.adoption.filters import ADOPTION_LABELS
from catalogue.public.api import documentation as documented
from catalogue.public.api.adoption_serializer import AdoptionSerializer
from catalogue.public.api.answers import PublicView
from catalogue.public.api.communities import asked_communities
from catalogue.public.api.paging import PAGE_SIZE, Pages, WholePages
from catalogue.public.api.promotion import PromotionSerializer
from catalogue.public.api.round_serializers import RoundSerializer
from catalogue.public.api.serializers import (
    CommunitySerializer,
    MethodSerializer,
    ProvinceSerializer,
    ThemeSerializer,
)
from catalogue.public.exports.asking import (
    PAGE,
    PARAMETERS,
    asked_methods,
    refuse_unknown_names,
)
from catalogue.public.exports.whole_methods import WholeMethods, whole_methods
from catalogue.public.merged import present_method
from catalogue.public.promotion.asking import asked_promotions
from catalogue.public.promotion.entries import with_served
from catalogue.public.promotion.parameters import LABELS as PROMOTION_PARAMETERS
from catalogue.rounds.models import ProvincialReturn, SelectionRound


class PublicList(PublicView, ListAPIView):
    """A list in pages; `parameters` are those it takes besides the page."""

    parameters: Iterable[str] = ()
    pagination_class = Pages

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        refuse_unknown_names(request.query_params, self.known_names)
        return super().list(request, *args, **kwargs)

    @property
    def known_names(self) -> tuple[str, ...]:
        return (*self.parameters, PAGE, PAGE_SIZE)


@documented.method_list
class MethodList(PublicList):
    serializer_class = MethodSerializer
    parameters = PARAMETERS

    def get_queryset(self) -> Any:
        return WholeMethods(asked_methods(self.request.query_params))


@documented.method_detail
class MethodDetail(PublicView):
    def get(self, request: Request, number: int) -> Response:
        refuse_unknown_names(request.query_params, ())
        methods = whole_methods([number])
        if not methods:
            present = present_method(number)
            if present is None:
                raise Http404
            address = reverse("api-method-detail", args=[present.pk])
            return Response({"url": address}, 301, headers={"Location": address})
        context = self.get_serializer_context()
        return Response(MethodSerializer(methods[0], context=context).data)


@documented.province_list
class ProvinceList(PublicList):
    serializer_class = ProvinceSerializer
    pagination_class = WholePages
    queryset = Province.objects.all()


@documented.community_list
class CommunityList(PublicList):
    serializer_class = CommunitySerializer
    parameters = ("q", "province")

    def get_queryset(self) -> Any:
        return asked_communities(self.request.query_params)


@documented.round_list
class RoundList(PublicList):
    serializer_class = RoundSerializer
    pagination_class = WholePages
    queryset = (
        SelectionRound.objects.public()
        .select_related("province")
        .prefetch_related(
            "notices",
            Prefetch(
                "returns",
                ProvincialReturn.objects.select_related("reporting_body").order_by(
                    "reporting_body__sort_order"
                ),
            ),
        )
    )


@documented.promotion_list
class PromotionList(PublicList):
    serializer_class = PromotionSerializer
    parameters = PROMOTION_PARAMETERS

    def get_queryset(self) -> Any:
        return with_served(asked_promotions(self.request.query_params).qs.newest())


@documented.adoption_list
class AdoptionList(PublicList):
    serializer_class = AdoptionSerializer
    parameters = (*ADOPTION_LABELS,)

    def get_queryset(self) -> Any:
        return PublicAdoptions(asked_adoptions(self.request.query_params))


@documented.theme_list
class ThemeList(PublicList):
    serializer_class = ThemeSerializer
    pagination_class = WholePages
    queryset = Theme.objects.all()


class NothingHere(PublicView):
    """Any other address of the API: 404 as JSON."""

    schema = None

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        raise Http404
