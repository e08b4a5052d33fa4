"""Accounts of demonstration rounds: nobody can sign in with one of them."""

from django.contrib.auth.models import Group

from catalogue.accounts.models import StaffRole, User
from catalogue.accounts.roles import Role
from catalogue.places.models import Province
from catalogue.rounds.models import Reviewer

REVIEWERS = 30
MANAGER = "demonstration-manager"
OFFICER = "demonstration-officer"
_REVIEWER = "demonstration-reviewer-{:02}"
USERNAMES = (
    MANAGER,
    OFFICER,
    *(_REVIEWER.format(number) for number in range(1, REVIEWERS + 1)),
)


def make_people(bodies: list[Province]) -> tuple[User, User, list[Reviewer]]:
    """A manager, an officer and reviewers, each of another reporting body in turn."""
    manager = _account(MANAGER, Role.ROUND_MANAGER, "演示", "负责人")
    officer = _account(OFFICER, Role.OFFICER, "演示", "报送员", bodies[0])
    kinds = Reviewer.Kind.values
    reviewers = [
        Reviewer.objects.create(
            account=_account(
                _REVIEWER.format(number), Role.REVIEWER, "演示", f"评审员{number}"
            ),
            kind=kinds[number % len(kinds)],
            home_body=bodies[number % len(bodies)],
        )
        for number in range(1, REVIEWERS + 1)
    ]
    return manager, officer, reviewers


def _account(
    username: str,
    role: Role,
    last_name: str,
    first_name: str,
    body: Province | None = None,
) -> User:
    account = User(
        username=username,
        last_name=last_name,
        first_name=first_name,
        reporting_body=body,
        is_staff=False,
    )
    account.set_unusable_password()
    account.save()
    StaffRole.objects.create(user=account, group=Group.objects.get(name=role))
    return account
