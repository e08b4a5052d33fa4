import factory
from django.contrib.auth.models import Permission
from factory.django import DjangoModelFactory

from catalogue.accounts.models import User
from tests.places.factories import ProvinceFactory

PASSWORD = "a long sentence is a good password"


def permissions(*names):
    """The permissions named "app.codename"; an unknown name is an error."""
    return [
        Permission.objects.get(content_type__app_label=app_label, codename=codename)
        for app_label, _, codename in (name.partition(".") for name in names)
    ]


ENTERING = [
    f"{model.partition('.')[0]}.{act}_{model.partition('.')[2]}"
    for model in (
        "methods.workmethod",
        "rounds.submission",
        "rounds.provincialreturn",
    )
    for act in ("view", "add", "change", "delete")
]
READING = ["methods.view_theme", "places.view_community", "rounds.view_selectionround"]
CHECKING = [
    "accounts.see_all_reporting_bodies",
    "methods.publish_workmethod",
    "methods.add_theme",
    "methods.change_theme",
    "rounds.add_selectionround",
    "rounds.change_selectionround",
    "rounds.add_notice",
    "rounds.change_notice",
]


class UserFactory(DjangoModelFactory):
    """A member of staff who may do nothing but what `may=[…]` names."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"staff-{n}")
    password = factory.django.Password(PASSWORD)
    is_staff = True

    @factory.post_generation
    def may(user, create, names):  # noqa: N805
        user.user_permissions.set(permissions(*(names or [])))


class OfficerFactory(UserFactory):
    """Enters the rows of one reporting body."""

    reporting_body = factory.SubFactory(ProvinceFactory)

    @factory.post_generation
    def may(user, create, names):  # noqa: N805
        names = [*ENTERING, *READING] if names is None else names
        user.user_permissions.set(permissions(*names))


class EditorFactory(UserFactory):
    """Checks and publishes the methods of every reporting body."""

    @factory.post_generation
    def may(user, create, names):  # noqa: N805
        names = [*ENTERING, *READING, *CHECKING] if names is None else names
        user.user_permissions.set(permissions(*names))
