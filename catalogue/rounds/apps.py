from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RoundsConfig(AppConfig):
    name = "catalogue.rounds"
    verbose_name = _("Selection rounds")

    def ready(self) -> None:
        # They name models, which are not yet there when this is imported.
        from catalogue.merging.relations import Follows
        from catalogue.methods.merging import METHOD_RELATIONS

        METHOD_RELATIONS.say("rounds.Submission.method", Follows.MOVES)
