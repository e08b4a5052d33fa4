from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property

from catalogue.methods.models import Theme
from catalogue.public.facet_index import method_counts
from catalogue.public.views.method_cards import MethodCards


class ThemeDetail(MethodCards):
    """One theme with its methods."""

    template_name = "public/theme_detail.html"

    @cached_property
    def theme(self) -> Theme:
        return get_object_or_404(Theme, slug=self.kwargs["slug"])

    def asked(self) -> MultiValueDict[str, str]:
        return MultiValueDict({"theme": [self.theme.slug]})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counts = method_counts(self.narrowing.index, "theme", self.theme.slug)
        return super().get_context_data(theme=self.theme, counts=counts, **kwargs)
