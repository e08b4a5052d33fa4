"""Take the demonstration rounds out again, with all that is on record of them.

The database keeps closed stages and records as they are. Those of demonstration rounds
alone may go: the rows are chosen by `is_demo` of their round, which the database lets
nobody change, and the guards are passed by name and for this transaction only.
"""

from collections.abc import Collection

import pgtrigger
from django.apps import apps

from catalogue.accounts.models import StaffRole, User
from catalogue.rounds.demonstration.people import USERNAMES
from catalogue.rounds.demonstration.planner import count_rows_for_the_planner
from catalogue.rounds.models import Reviewer, SelectionRound

# From the leaves to the round: each model with the way to its round.
_ROWS = {
    "ReviewMark": "review__assignment__submission__selection_round",
    "Review": "assignment__submission__selection_round",
    "TookPart": "consensus__submission__selection_round",
    "GroupConsensus": "submission__selection_round",
    "Absence": "member__selection_round",
    "AgreedReason": "submission__selection_round",
    "Recusal": "submission__selection_round",
    "Assignment": "submission__selection_round",
    "RedactedText": "submission__selection_round",
    "SubmittedText": "submission__selection_round",
    "BoardSwap": "selection_round",
    "BoardLine": "selection_round",
    "Amendment": "selection_round",
    "Approval": "selection_round",
    "RoundMessage": "selection_round",
    "GroupMember": "selection_round",
    "Submission": "selection_round",
    "ReviewGroup": "selection_round",
    "Quota": "selection_round",
    "ProvincialReturn": "selection_round",
    "Notice": "selection_round",
    "MarkMeaning": "criterion__selection_round",
    "Criterion": "selection_round",
    "StageDates": "selection_round",
    "RoundStateChange": "selection_round",
}


def remove_rounds() -> int:
    """Remove every demonstration round and its accounts; how many rounds there were."""
    tables = [apps.get_model("rounds", name) for name in _ROWS]
    rounds = SelectionRound.objects.filter(is_demo=True)
    count = rounds.count()
    count_rows_for_the_planner(tables)
    with pgtrigger.ignore(*_guards(tables)):
        for model, way in zip(tables, _ROWS.values(), strict=True):
            rows = model._default_manager.filter(**{f"{way}__is_demo": True})
            rows._raw_delete(rows.db)
    rounds.delete()
    _remove_people()
    return count


def _guards(tables: Collection[object]) -> list[str]:
    """The triggers of these tables that guard rows; those of the history go on."""
    return [
        f"{model._meta.label}:{trigger.name}"
        for model, trigger in pgtrigger.registered()
        if model in tables and type(trigger) is pgtrigger.Trigger
    ]


def _remove_people() -> None:
    """Accounts that stand in a round of somebody's own stay there."""
    accounts = User.objects.filter(username__in=USERNAMES, is_staff=False)
    Reviewer.objects.filter(
        account__in=accounts, memberships=None, assignments=None, recusals=None
    ).delete()
    gone = accounts.filter(reviewer=None)
    StaffRole.objects.filter(user__in=gone).delete()
    gone.delete()
