"""What the API tells of each thing; unknown choices, numbers and dates are null."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import override
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from catalogue.bilingual import CHINESE, ENGLISH
from catalogue.methods.models import MethodCharacteristic, WorkMethod
from catalogue.places.models import Community, Province
from catalogue.practice.still_in_use_standing import StillInUse
from catalogue.public.api.objects import ARROW, MethodObjects
from catalogue.public.exports.whole_methods import WholeMethod
from catalogue.public.outcomes import NONE
from catalogue.public.place_paths import place_levels
from catalogue.rounds.models import Submission


class Choice(serializers.ChoiceField):
    """One of the values of a parameter, or null where nothing is known."""

    def __init__(self, choices: Any, **options: Any) -> None:
        super().__init__(choices=choices, allow_null=True, **options)

    def to_representation(self, value: Any) -> Any:
        return str(value) if value else None


class BodyReferenceSerializer(serializers.Serializer):
    """The reporting body of a method."""

    slug = serializers.SlugField()
    name_zh = serializers.CharField()
    name_en = serializers.CharField()


class CommunityReferenceSerializer(serializers.Serializer):
    """A community with its path: its name alone never identifies it."""

    number = serializers.IntegerField()
    name = serializers.CharField()
    code = serializers.CharField(allow_blank=True)
    path = serializers.SerializerMethodField()
    path_en = serializers.SerializerMethodField()

    def get_path(self, community: Community) -> str:
        return _path(community, CHINESE)

    def get_path_en(self, community: Community) -> str:
        return _path(community, ENGLISH)


class StepSerializer(serializers.Serializer):
    """One numbered step."""

    position = serializers.IntegerField()
    title_zh = serializers.CharField(allow_blank=True)
    title_en = serializers.CharField(allow_blank=True)
    action_zh = serializers.CharField(allow_blank=True)
    action_en = serializers.CharField(allow_blank=True)
    who_zh = serializers.CharField(allow_blank=True)
    who_en = serializers.CharField(allow_blank=True)
    when_zh = serializers.CharField(allow_blank=True)
    when_en = serializers.CharField(allow_blank=True)
    output_zh = serializers.CharField(allow_blank=True)
    output_en = serializers.CharField(allow_blank=True)
    caution_zh = serializers.CharField(allow_blank=True)
    caution_en = serializers.CharField(allow_blank=True)


class EvidenceSerializer(serializers.Serializer):
    """What shows that the method has a characteristic."""

    characteristic = Choice(MethodCharacteristic.Characteristic.choices)
    evidence_zh = serializers.CharField(allow_blank=True)
    evidence_en = serializers.CharField(allow_blank=True)


class SourceSerializer(serializers.Serializer):
    """Where a statement comes from; link it only where `may_link` is true."""

    title = serializers.CharField(allow_blank=True)
    issuer = serializers.CharField(allow_blank=True)
    dated = serializers.CharField(allow_blank=True)
    address = serializers.CharField(allow_blank=True)
    may_link = serializers.BooleanField()
    note = serializers.CharField(allow_blank=True)


class RoundResultSerializer(serializers.Serializer):
    """What one announced round made of the method."""

    slug = serializers.SlugField()
    title_zh = serializers.CharField()
    title_en = serializers.CharField()
    outcome = serializers.ChoiceField(choices=Submission.Outcome.choices)


class MethodSerializer(serializers.Serializer):
    """A published method, whole; the same in lists, alone and in the export."""

    number = serializers.IntegerField()
    url = serializers.URLField()
    url_zh = serializers.URLField()
    title_zh = serializers.CharField(allow_blank=True)
    title_en = serializers.CharField(allow_blank=True)
    summary_zh = serializers.CharField(allow_blank=True)
    summary_en = serializers.CharField(allow_blank=True)
    kind = Choice(WorkMethod.Kind.choices)
    themes = serializers.ListField(child=serializers.CharField())
    characteristics = serializers.ListField(child=serializers.CharField())
    characteristic_evidence = EvidenceSerializer(many=True)
    reporting_body = BodyReferenceSerializer()
    community = CommunityReferenceSerializer()
    settlement = Choice(Community.Settlement.choices)
    round = serializers.CharField(
        allow_null=True, help_text="The round of `outcome`; null without one."
    )
    outcome = serializers.ChoiceField(
        choices=[*Submission.Outcome.choices, (NONE, NONE)],
        help_text=(
            'The weightiest outcome of all rounds; "none" where none is proven.'
        ),
    )
    rounds = RoundResultSerializer(many=True)
    adoptions = serializers.IntegerField(
        help_text="Communities that work by it now, confirmed by their bodies."
    )
    learnt_from = serializers.ListField(
        child=serializers.IntegerField(), help_text="Numbers of published methods."
    )
    gave_rise_to = serializers.ListField(
        child=serializers.IntegerField(), help_text="Numbers of published methods."
    )
    still_in_use = serializers.ChoiceField(
        choices=StillInUse.choices,
        help_text="What the reporting body answered last; it is asked once a year.",
    )
    last_confirmed_on = serializers.DateField(
        allow_null=True,
        help_text="The last day on which somebody confirmed that it is in use.",
    )
    problem_zh = serializers.CharField(allow_blank=True)
    problem_en = serializers.CharField(allow_blank=True)
    conditions_zh = serializers.CharField(allow_blank=True)
    conditions_en = serializers.CharField(allow_blank=True)
    steps = StepSerializer(many=True)
    results_zh = serializers.CharField(allow_blank=True)
    results_en = serializers.CharField(allow_blank=True)
    cautions_zh = serializers.CharField(allow_blank=True)
    cautions_en = serializers.CharField(allow_blank=True)
    year_begun = serializers.IntegerField(allow_null=True)
    sources = SourceSerializer(many=True)
    is_demo = serializers.BooleanField()
    published_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()

    @cached_property
    def _objects(self) -> MethodObjects:
        return MethodObjects(self.context["origin"])

    def to_representation(self, method: WholeMethod) -> dict[str, Any]:
        """The object itself; the fields above say its shape to the schema."""
        return self._objects.of(method)


class ProvinceSerializer(serializers.Serializer):
    """A provincial unit or the Corps; `region` is the grouping of the round of 2018."""

    slug = serializers.SlugField()
    code = serializers.CharField()
    iso_3166_2 = serializers.CharField(allow_blank=True)
    name_zh = serializers.CharField()
    name_en = serializers.CharField()
    short_name_zh = serializers.CharField()
    short_name_en = serializers.CharField()
    kind = serializers.ChoiceField(choices=Province.Kind.choices)
    region = Choice(Province.Region.choices)
    nbs_region = Choice(Province.StatisticalRegion.choices)
    is_reporting_body = serializers.BooleanField()


class PlaceNameSerializer(serializers.Serializer):
    """A level between the province and the community."""

    code = serializers.CharField()
    name_zh = serializers.CharField()
    name_en = serializers.CharField(allow_blank=True)


class CommunitySerializer(CommunityReferenceSerializer):
    """A community or village of the register, or added by staff since."""

    url = serializers.SerializerMethodField()
    name_en = serializers.CharField(allow_blank=True)
    committee_kind = Choice(Community.CommitteeKind.choices)
    settlement = Choice(Community.Settlement.choices)
    street = PlaceNameSerializer(allow_null=True)
    county = PlaceNameSerializer()
    city = PlaceNameSerializer(source="county.parent", allow_null=True)
    province = serializers.SlugField(source="province.slug")
    reporting_body = serializers.SlugField(source="reporting_body.slug")
    is_active = serializers.BooleanField()
    merged_into = serializers.IntegerField(source="merged_into_id", allow_null=True)

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, community: Community) -> str:
        return page_address(community, self.context["origin"], ENGLISH)


class ThemeSerializer(serializers.Serializer):
    """A subject that methods deal with."""

    slug = serializers.SlugField()
    name_zh = serializers.CharField()
    name_en = serializers.CharField()
    description_zh = serializers.CharField(allow_blank=True)
    description_en = serializers.CharField(allow_blank=True)


def _path(community: Community, language: str) -> str:
    with override(language):
        return ARROW.join(place_levels(community, community.province))


def page_address(thing: Any, origin: str, language: str) -> str:
    """The address of the page of a thing, in a language."""
    with override(language):
        return str(origin + thing.get_absolute_url())
