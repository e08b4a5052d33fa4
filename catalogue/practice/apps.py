from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PracticeConfig(AppConfig):
    name = "catalogue.practice"
    verbose_name = _("After the selection")
