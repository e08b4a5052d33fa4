from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MethodsConfig(AppConfig):
    name = "catalogue.methods"
    verbose_name = _("Work methods")

    def ready(self) -> None:
        # They name models, which are not yet there when this is imported.
        from catalogue.merging.relations import Follows
        from catalogue.methods.search.index import index_methods
        from catalogue.places.merging import COMMUNITY_RELATIONS

        COMMUNITY_RELATIONS.say(
            "methods.WorkMethod.community", Follows.MOVES, after=index_methods
        )
