"""What the API tells of a round: results only once they are announced."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from catalogue.bilingual import ENGLISH
from catalogue.public.api.serializers import page_address
from catalogue.public.round_account import account_of, call_of
from catalogue.rounds.models import Notice, Reviewer, SelectionRound
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


class CriterionSerializer(serializers.Serializer):
    """What submissions are judged by; marks go from `lowest` to `highest`."""

    name_zh = serializers.CharField(source="criterion.name_zh")
    name_en = serializers.CharField(source="criterion.name_en", allow_blank=True)
    weight = serializers.IntegerField(source="criterion.weight")
    lowest = serializers.IntegerField(source="criterion.lowest")
    highest = serializers.IntegerField(source="criterion.highest")


class PlannedStageSerializer(serializers.Serializer):
    """From when to when a stage was planned when the round was called."""

    stage = serializers.CharField()
    begins_on = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)


class CallSerializer(serializers.Serializer):
    """What a round that is held here asks for, from its opening on."""

    places = serializers.IntegerField(allow_null=True)
    closes_at = serializers.DateTimeField(allow_null=True)
    criteria = CriterionSerializer(many=True)
    planned = PlannedStageSerializer(many=True)


class CountsSerializer(serializers.Serializer):
    """The funnel; `solicited` is null where the body did not declare it."""

    slug = serializers.CharField(
        help_text="Of the region, the reporting body or the theme; a division's code."
    )
    solicited = serializers.IntegerField(source="counts.solicited", allow_null=True)
    submitted = serializers.IntegerField(source="counts.submitted")
    selected = serializers.IntegerField(source="counts.selected")


class ReviewersSerializer(serializers.Serializer):
    """How many reviewers of one kind sat in the groups; no names."""

    kind = serializers.ChoiceField(choices=Reviewer.Kind.choices)
    number = serializers.IntegerField()


class StageSerializer(serializers.Serializer):
    """The days on which a stage of judging began and ended."""

    stage = serializers.CharField(source="state")
    began_on = serializers.DateField()
    ended_on = serializers.DateField()


class AmendmentSerializer(serializers.Serializer):
    """A dated correction of the result, in full."""

    dated = serializers.DateField()
    text_zh = serializers.CharField()
    text_en = serializers.CharField(allow_blank=True)


class AccountSerializer(serializers.Serializer):
    """How the round came to its result, amendments counted in; no personal marks."""

    solicited = serializers.IntegerField(source="counts.solicited", allow_null=True)
    submitted = serializers.IntegerField(source="counts.submitted")
    selected = serializers.IntegerField(source="counts.selected")
    by_region = CountsSerializer(source="regions", many=True)
    by_reporting_body = CountsSerializer(source="bodies", many=True)
    by_theme = CountsSerializer(
        source="themes",
        many=True,
        help_text="Themes as submitted; `solicited` is null, nobody counts it so.",
    )
    reviewers = ReviewersSerializer(many=True)
    groups = serializers.IntegerField()
    reviewers_each = serializers.IntegerField(
        help_text="The least number of reviewers for each submission."
    )
    stages = StageSerializer(many=True)
    approved_on = serializers.DateField(allow_null=True)
    amendments = AmendmentSerializer(many=True)


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
    official_solicited = serializers.SerializerMethodField()
    official_submitted = serializers.SerializerMethodField()
    official_selected = serializers.SerializerMethodField()
    is_demo = serializers.BooleanField(
        help_text="Made up to show what a round looks like; it never took place."
    )
    note_zh = serializers.CharField(allow_blank=True)
    note_en = serializers.CharField(allow_blank=True)
    notices = serializers.SerializerMethodField()
    returns = serializers.SerializerMethodField()
    call = serializers.SerializerMethodField()
    account = serializers.SerializerMethodField()

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, selection_round: SelectionRound) -> str:
        return page_address(selection_round, self.context["origin"], ENGLISH)

    def get_announced_on(self, selection_round: SelectionRound) -> str:
        return selection_round.announced_on if selection_round.is_announced else ""

    def get_official_solicited(self, selection_round: SelectionRound) -> int | None:
        return self._told(selection_round, selection_round.official_solicited)

    def get_official_submitted(self, selection_round: SelectionRound) -> int | None:
        return self._told(selection_round, selection_round.official_submitted)

    def _told(self, selection_round: SelectionRound, total: int | None) -> int | None:
        # What was put forward in a round that is held here is part of its result.
        is_result = selection_round.is_held_here
        return None if is_result and not selection_round.is_announced else total

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

    @extend_schema_field(CallSerializer(allow_null=True))
    def get_call(self, selection_round: SelectionRound) -> Any:
        call = call_of(selection_round)
        return CallSerializer(call).data if call else None

    @extend_schema_field(AccountSerializer(allow_null=True))
    def get_account(self, selection_round: SelectionRound) -> Any:
        account = account_of(selection_round)
        return AccountSerializer(account).data if account else None
