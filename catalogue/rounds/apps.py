from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RoundsConfig(AppConfig):
    name = "catalogue.rounds"
    verbose_name = _("Selection rounds")
