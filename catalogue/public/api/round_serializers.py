"""What the API tells of a round: results only once they are announced."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from catalogue.bilingual import ENGLISH
from catalogue.public.api.serializers import page_address
from catalogue.rounds.models import Notice, SelectionRound
from catalogue.rounds.models.selection_round import RECORDED


class NoticeSerializer(serializers.Serializer):
    """An official document; link it only where `may_link` is true."""

    role = serializers.ChoiceField(choices=Notice.Role.choices)
    number = serializers.CharField(allow_blank=True)
    issuer_zh = serializers.CharField()
    issuer_en = serializers.CharField(allow_blank=True)
    title_zh = serializers.CharField(allow_blank=True)
    title_en = serializers.CharField(allow_blank=True)
    dated = serializers.CharField(allow_blank=True)
    address = serializers.CharField(allow_blank=True)
    may_link = serializers.BooleanField()


class ReturnSerializer(serializers.Serializer):
    """The counts of one reporting body as reported; null where they are not known."""

    reporting_body = serializers.SlugField(source="reporting_body.slug")
    solicited = serializers.IntegerField(allow_null=True)
    submitted = serializers.IntegerField(allow_null=True)
    selected = serializers.IntegerField(allow_null=True)
    source = serializers.CharField(allow_blank=True)  # type: ignore[assignment]


class RoundSerializer(serializers.Serializer):
    """A round once it is opened; the totals are the organiser's own figures."""

    slug = serializers.SlugField()
    url = serializers.SerializerMethodField()
    kind = serializers.ChoiceField(choices=SelectionRound.Kind.choices)
    state = serializers.ChoiceField(
        choices=[(each, SelectionRound.State(each).label) for each in RECORDED],
        source="public_state",
    )
    title_zh = serializers.CharField()
    title_en = serializers.CharField()
    organiser_zh = serializers.CharField()
    organiser_en = serializers.CharField()
    province = serializers.SlugField(source="province.slug", allow_null=True)
    opened_on = serializers.CharField(allow_blank=True)
    submission_closed_on = serializers.CharField(allow_blank=True)
    announced_on = serializers.SerializerMethodField()
    official_solicited = serializers.IntegerField(allow_null=True)
    official_submitted = serializers.IntegerField(allow_null=True)
    official_selected = serializers.SerializerMethodField()
    note_zh = serializers.CharField(allow_blank=True)
    note_en = serializers.CharField(allow_blank=True)
    notices = serializers.SerializerMethodField()
    returns = serializers.SerializerMethodField()

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, selection_round: SelectionRound) -> str:
        return page_address(selection_round, self.context["origin"], ENGLISH)

    def get_announced_on(self, selection_round: SelectionRound) -> str:
        return selection_round.announced_on if selection_round.is_announced else ""

    def get_official_selected(self, selection_round: SelectionRound) -> int | None:
        if not selection_round.is_announced:
            return None
        return selection_round.official_selected

    @extend_schema_field(NoticeSerializer(many=True))
    def get_notices(self, selection_round: SelectionRound) -> Any:
        notices = [
            notice
            for notice in selection_round.notices.all()
            if selection_round.is_announced or notice.role != Notice.Role.RESULT
        ]
        return NoticeSerializer(notices, many=True).data

    @extend_schema_field(ReturnSerializer(many=True))
    def get_returns(self, selection_round: SelectionRound) -> Any:
        returns = selection_round.returns.all() if selection_round.is_announced else []
        return ReturnSerializer(returns, many=True).data
