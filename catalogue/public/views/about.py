from typing import Any

from django.conf import settings
from django.views.generic import TemplateView

from catalogue.methods.models import Source, WorkMethod
from catalogue.places.models import Division, Province, Street
from catalogue.public.api.communities import number_of_communities
from catalogue.public.exports.freshness import last_changed_at
from catalogue.public.exports.politeness import LIGHT_METHODS
from catalogue.public.kept import current_catalogue
from catalogue.public.word.booklet import MOST_METHODS
from catalogue.rounds.models import SelectionRound


class About(TemplateView):
    """What the catalogue is, for whom, and what it does not claim."""

    template_name = "public/about.html"


class Accessibility(TemplateView):
    """How the pages can be used, and where they fall short."""

    template_name = "public/accessibility.html"


class AboutData(TemplateView):
    """Where the data come from and how many records are loaded."""

    template_name = "public/about_data.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            counts=_counts(),
            version=current_catalogue().version,
            changed_at=last_changed_at(),
            booklet_methods=MOST_METHODS,
            light_methods=LIGHT_METHODS,
            downloads_a_minute=settings.DOWNLOADS_A_MINUTE,
            requests_a_minute=settings.API_REQUESTS_A_MINUTE,
            **kwargs,
        )


def _counts() -> dict[str, int]:
    published = WorkMethod.objects.published()
    real = published.without_demonstration()
    methods = real.count()
    return {
        "methods": methods,
        "demonstration": published.count() - methods,
        "rounds": SelectionRound.objects.public().count(),
        "sources": Source.objects.filter(method__in=real).count(),
        "communities": number_of_communities(),
        "provinces": Province.objects.count(),
        "streets": Street.objects.count(),
        "divisions": Division.objects.count(),
    }
