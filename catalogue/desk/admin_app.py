from django.contrib.admin.apps import AdminConfig


class DeskAdminConfig(AdminConfig):
    """Django's admin with our own site class."""

    default_site = "catalogue.desk.site.DeskSite"
