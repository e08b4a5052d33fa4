"""Messages of a round: written, held until somebody releases them, then sent."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.accounts.models import User
from catalogue.rounds.models import RoundMessage, SelectionRound

RUN = "rounds.run_round"
NOT_TWICE_WITHIN = datetime.timedelta(days=1)
_LONGEST_FAILURE = 300


@dataclass(frozen=True)
class Letter:
    """What is to be written to one person."""

    to: User
    subject: str
    body: str


@dataclass
class WrittenLetters:
    """What was written, and who was passed over: written to already, or no address."""

    written: list[RoundMessage] = field(default_factory=list)
    lately: list[User] = field(default_factory=list)
    without_address: list[User] = field(default_factory=list)


@transaction.atomic
def write_letters(
    selection_round: SelectionRound,
    about: str,
    letters: Iterable[Letter],
    *,
    by: User,
    once_more: bool = False,
    at: datetime.datetime | None = None,
) -> WrittenLetters:
    """Put letters into the outbox, where they wait to be released.

    Who was written to about the same within a day is passed over, unless `once_more`
    says that it is meant. Raises PermissionDenied.
    """
    _require(by)
    at = at or timezone.now()
    # Two managers who press the button at once write one letter.
    SelectionRound.objects.select_for_update().get(pk=selection_round.pk)
    lately = set(
        RoundMessage.objects.filter(
            selection_round=selection_round,
            about=about,
            written_at__gt=at - NOT_TWICE_WITHIN,
        ).values_list("to", flat=True)
    )
    done = WrittenLetters()
    for letter in letters:
        if not letter.to.email:
            done.without_address.append(letter.to)
        elif letter.to.pk in lately and not once_more:
            done.lately.append(letter.to)
        else:
            done.written.append(
                RoundMessage.objects.create(
                    selection_round=selection_round,
                    about=about,
                    to=letter.to,
                    subject=letter.subject,
                    body=letter.body,
                    written_by=by,
                    written_at=at,
                )
            )
    return done


def held(selection_round: SelectionRound) -> QuerySet[RoundMessage]:
    """Messages that wait to be released, those that could not be sent among them."""
    messages = RoundMessage.objects.filter(selection_round=selection_round)
    return messages.filter(sent_at=None, released_at=None)


@transaction.atomic
def release(
    selection_round: SelectionRound,
    numbers: Iterable[int],
    *,
    by: User,
    at: datetime.datetime | None = None,
) -> int:
    """Let these messages be sent; answer how many were still held."""
    _require(by)
    return (
        held(selection_round)
        .filter(pk__in=list(numbers))
        .update(released_by=by, released_at=at or timezone.now(), failure="")
    )


@transaction.atomic
def discard(
    selection_round: SelectionRound, numbers: Iterable[int], *, by: User
) -> int:
    """Remove messages that are still held; the history keeps them."""
    _require(by)
    gone, _each = held(selection_round).filter(pk__in=list(numbers)).delete()
    return gone


def send_released(at: datetime.datetime | None = None) -> tuple[int, int]:
    """Send all released messages, each once; answer how many went and how many failed.

    One that fails is held again, with the reason.
    """
    sent = failed = 0
    due = RoundMessage.objects.filter(sent_at=None, released_at__isnull=False)
    for number in due.order_by("pk").values_list("pk", flat=True):
        went = _send(number, at or timezone.now())
        sent += went is True
        failed += went is False
    return sent, failed


@transaction.atomic
def _send(number: int, at: datetime.datetime) -> bool | None:
    """Whether the message went; None when somebody else has it in hand."""
    rows = RoundMessage.objects.select_for_update(of=["self"], skip_locked=True)
    message = (
        rows.filter(pk=number, sent_at=None, released_at__isnull=False)
        .select_related("to")
        .first()
    )
    if message is None:
        return None
    failure = _failure_of_sending(message)
    if failure:
        message.failure = failure[:_LONGEST_FAILURE]
        message.released_at = message.released_by = None
    else:
        message.sent_at = at
    message.save()
    return not failure


def _failure_of_sending(message: RoundMessage) -> str:
    if not message.to.is_active or not message.to.email:
        return _("The account is inactive or has no e-mail address.")
    letter = EmailMessage(message.subject, message.body, to=[message.to.email])
    try:
        letter.send()
    except (OSError, ValueError) as error:
        # Of the server, the network or the address: all of them are told.
        return f"{type(error).__name__}: {error}"
    return ""


def _require(by: User) -> None:
    if not by.has_perm(RUN):
        raise PermissionDenied


def require_numbers(texts: Iterable[str]) -> list[int]:
    """The numbers that a form names; raises ValidationError where it names none."""
    numbers = [int(each) for each in texts if each.isascii() and each.isdecimal()]
    if not numbers:
        raise ValidationError(_("Choose at least one message."))
    return numbers
