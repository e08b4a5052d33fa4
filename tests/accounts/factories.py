import factory
from django.contrib.auth.models import Group, Permission
from factory.django import DjangoModelFactory

from catalogue.accounts.models import User
from catalogue.accounts.roles import Role
from tests.places.factories import ProvinceFactory

PASSWORD = "a long sentence is a good password"


def permissions(*names):
    """The permissions named "app.codename"; an unknown name is an error."""
    return [
        Permission.objects.get(content_type__app_label=app_label, codename=codename)
        for app_label, _, codename in (name.partition(".") for name in names)
    ]


def _holding(*usual):
    """The roles named by `roles=[…]`, or else the usual ones."""

    def hold(user, create, named, **kwargs):
        roles = usual if named is None else named
        user.groups.set(Group.objects.filter(name__in=roles))

    return factory.PostGeneration(hold)


class UserFactory(DjangoModelFactory):
    """A member of staff who may do what `roles=[…]` and `may=[…]` name."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"staff-{n}")
    password = factory.django.Password(PASSWORD)
    is_staff = True
    roles = _holding()

    @factory.post_generation
    def may(user, create, names):  # noqa: N805
        user.user_permissions.set(permissions(*(names or [])))


class OfficerFactory(UserFactory):
    """Enters the rows of one reporting body."""

    reporting_body = factory.SubFactory(ProvinceFactory)
    roles = _holding(Role.OFFICER)


class EditorFactory(UserFactory):
    """Checks and publishes the methods of every reporting body."""

    roles = _holding(Role.MINISTRY_EDITOR)


class RoundManagerFactory(UserFactory):
    """Opens rounds and records their results."""

    roles = _holding(Role.ROUND_MANAGER)


def holder_of(role, **values):
    """A member of staff with one role; an officer gets a reporting body."""
    maker = OfficerFactory if role == Role.OFFICER else UserFactory
    return maker(roles=[role], **values)
