"""What the API tells of promotion."""

from typing import Any

from rest_framework import serializers

from catalogue.bilingual import ENGLISH
from catalogue.practice.models import Promotion
from catalogue.public.api.serializers import page_address


class PromotionSerializer(serializers.Serializer):
    """An event, publication or class; dates are as precise as they are known."""

    number = serializers.IntegerField(source="pk")
    url = serializers.SerializerMethodField()
    kind = serializers.ChoiceField(
        choices=Promotion.Kind.choices,
    )
    standing = serializers.ChoiceField(
        choices=Promotion.Standing.choices,
    )
    title_zh = serializers.CharField(allow_blank=True)
    title_en = serializers.CharField(allow_blank=True)
    summary_zh = serializers.CharField(allow_blank=True)
    summary_en = serializers.CharField(allow_blank=True)
    begins_on = serializers.CharField(allow_blank=True)
    ends_on = serializers.CharField(allow_blank=True)
    begins_at = serializers.TimeField(allow_null=True)
    ends_at = serializers.TimeField(allow_null=True)
    when_zh = serializers.CharField(allow_blank=True)
    when_en = serializers.CharField(allow_blank=True)
    reporting_body = serializers.SlugField(
        source="reporting_body.slug", allow_null=True
    )
    province = serializers.SlugField(source="province.slug", allow_null=True)
    division = serializers.CharField(source="division_id", allow_null=True)
    community = serializers.IntegerField(source="community_id", allow_null=True)
    place_zh = serializers.CharField(allow_blank=True)
    place_en = serializers.CharField(allow_blank=True)
    organiser_zh = serializers.CharField(allow_blank=True)
    organiser_en = serializers.CharField(allow_blank=True)
    outlet_zh = serializers.CharField(allow_blank=True)
    outlet_en = serializers.CharField(allow_blank=True)
    address = serializers.SerializerMethodField()
    sessions = serializers.IntegerField()
    people_reached = serializers.IntegerField(allow_null=True)
    methods = serializers.SerializerMethodField()
    rounds = serializers.SerializerMethodField()
    source = serializers.CharField(allow_blank=True)  # type: ignore[assignment]
    source_address = serializers.CharField(allow_blank=True)
    may_link_source = serializers.BooleanField()
    is_demo = serializers.BooleanField()
    updated_at = serializers.DateTimeField()

    def get_url(self, promotion: Promotion) -> str:
        """The page in English."""
        return page_address(promotion, self.context["origin"], ENGLISH)

    def get_address(self, promotion: Promotion) -> str:
        """Of the event; empty where it may not be linked."""
        return promotion.address if promotion.may_link else ""

    def get_methods(self, promotion: Any) -> list[int]:
        """Numbers of the published methods that it made known."""
        return [each.method_id for each in promotion.public_methods]

    def get_rounds(self, promotion: Any) -> list[str]:
        """Slugs of the public rounds that it served."""
        return [each.selection_round.slug for each in promotion.public_rounds]
