from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "catalogue.accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        # They name models, which are not yet there when this is imported.
        from django.contrib.auth.signals import user_logged_in, user_login_failed

        from catalogue.accounts import roles, separation, sign_ins

        # After Django's own receiver, which makes the permissions.
        post_migrate.connect(roles.after_migrate, dispatch_uid="roles")
        user_logged_in.connect(sign_ins.note_sign_in, dispatch_uid="sign-in")
        user_login_failed.connect(sign_ins.note_failure, dispatch_uid="failure")
        checks.register(separation.check_separation, checks.Tags.database)
