"""The shape of an adoption, as the schema tells it."""

from typing import Any

from django.utils.functional import cached_property
from rest_framework import serializers

from catalogue.places.models import Province
from catalogue.practice.models import Adoption
from catalogue.public.adoption.exports import AdoptionObjects
from catalogue.public.adoption.filters import STATES
from catalogue.public.api.serializers import Choice


class AdoptedMethodSerializer(serializers.Serializer):
    """The method that was taken over."""

    number = serializers.IntegerField()
    url = serializers.URLField()
    title_zh = serializers.CharField(allow_blank=True)
    title_en = serializers.CharField(allow_blank=True)
    themes = serializers.ListField(child=serializers.CharField())


class AdoptingCommunitySerializer(serializers.Serializer):
    """The community that works by it, with its path."""

    number = serializers.IntegerField()
    name = serializers.CharField()
    code = serializers.CharField(allow_blank=True)
    path = serializers.CharField()
    path_en = serializers.CharField()


class AdoptionSerializer(serializers.Serializer):
    """A confirmed adoption; the same in lists and in the export."""

    number = serializers.IntegerField()
    method = AdoptedMethodSerializer()
    community = AdoptingCommunitySerializer()
    reporting_body = serializers.SlugField()
    region = Choice(Province.Region.choices)
    state = serializers.ChoiceField(choices=[*STATES])
    since = serializers.CharField(
        allow_null=True, help_text="As precise as known: 2018, 2018-03 or 2018-03-13."
    )
    adapted_zh = serializers.CharField(allow_blank=True)
    adapted_en = serializers.CharField(allow_blank=True)
    result_zh = serializers.CharField(allow_blank=True)
    result_en = serializers.CharField(allow_blank=True)
    ended_on = serializers.CharField(allow_null=True)
    end_reason = serializers.CharField(allow_blank=True)
    source = serializers.CharField(allow_blank=True)  # type: ignore[assignment]
    links = serializers.ListField(child=serializers.URLField())
    is_demo = serializers.BooleanField()

    @cached_property
    def _objects(self) -> AdoptionObjects:
        return AdoptionObjects(self.context["origin"])

    def to_representation(self, adoption: Adoption) -> dict[str, Any]:
        """The object itself; the fields above say its shape to the schema."""
        return self._objects.of(adoption)
