from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PracticeConfig(AppConfig):
    name = "catalogue.practice"
    verbose_name = _("After the selection")

    def ready(self) -> None:
        # They name models, which are not yet there when this is imported.
        from catalogue.merging.relations import Follows
        from catalogue.methods.merging import METHOD_RELATIONS
        from catalogue.places.merging import COMMUNITY_RELATIONS

        METHOD_RELATIONS.say("practice.Adoption.method", Follows.MOVES)
        COMMUNITY_RELATIONS.say("practice.Adoption.community", Follows.MOVES)
        asked = "practice.StillInUseAnswer"
        METHOD_RELATIONS.say(f"{asked}.counts_for", Follows.MOVES)
        # What was asked and answered stays as it was said; readers are led on.
        METHOD_RELATIONS.say(f"{asked}.method", Follows.REMAINS)
        METHOD_RELATIONS.say(f"{asked}.revised_into", Follows.REMAINS)
        COMMUNITY_RELATIONS.say(f"{asked}.merged_community", Follows.REMAINS)
        COMMUNITY_RELATIONS.say("practice.PilotSite.community", Follows.MOVES)
        METHOD_RELATIONS.say("practice.PilotSite.method", Follows.MOVES)
        METHOD_RELATIONS.say("practice.PromotedMethod.method", Follows.JOINS)
        COMMUNITY_RELATIONS.say("practice.Promotion.community", Follows.MOVES)
