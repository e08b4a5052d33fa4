import datetime

import pytest
from django.core.management import CommandError
from django.utils import timezone

from catalogue.local import clock
from catalogue.methods.models import WorkMethod
from tests.accounts.factories import EditorFactory
from tests.methods.factories import WorkMethodFactory


class Over(Exception):
    """The test has seen enough minutes."""


def minutes(count):
    """A sleep that ends everything after so many minutes."""
    passed = []

    def sleep(seconds):
        passed.append(seconds)
        if len(passed) == count:
            assert passed == [60] * count
            raise Over

    return sleep


@pytest.mark.django_db
def test_a_run_publishes_what_is_due_and_nothing_else():
    now, day = timezone.now(), datetime.timedelta(days=1)
    released = {"status": WorkMethod.Status.CHECKING, "released_by": EditorFactory()}
    due = WorkMethodFactory(publish_at=now - day, **released)
    later = WorkMethodFactory(publish_at=now + day, **released)

    with pytest.raises(Over):
        clock.do_every_minute(minutes(1))

    assert list(WorkMethod.objects.published()) == [due]
    later.refresh_from_db()
    assert later.status == WorkMethod.Status.CHECKING


def test_a_refusal_is_said_once_and_the_next_minute_is_tried_again(monkeypatch, capfd):
    tried = []

    def refuse(command):
        tried.append(command)
        raise CommandError(f"{command}: № 7.")

    monkeypatch.setattr(clock, "call_command", refuse)

    with pytest.raises(Over):
        clock.do_every_minute(minutes(3))

    assert tried == [*clock.COMMANDS] * 3
    said = "".join(f"{command}: № 7.\n" for command in clock.COMMANDS)
    assert capfd.readouterr().err == said
