"""The admin site of the catalogue."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class DeskSite(admin.AdminSite):
    """Django's own admin under the catalogue's name."""

    site_header = _("Community Work Methods Catalogue administration")
    site_title = _("Community Work Methods Catalogue")
    index_title = _("Staff desk")
