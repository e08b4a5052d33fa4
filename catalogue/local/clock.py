"""python -m catalogue.local.clock: do what is due, every minute of a local run."""

import signal
import sys
import time
from collections.abc import Callable

import django
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection

SECONDS = 60
COMMANDS = ("publish_due", "announce_due", "forget_adoption_contacts")


def do_every_minute(sleep: Callable[[float], None]) -> None:
    """Do what is due, again and again; say each refusal once, not every minute."""
    said = dict.fromkeys(COMMANDS, "")
    while True:
        for command in COMMANDS:
            refusal = _run(command)
            if refusal and refusal != said[command]:
                print(refusal, file=sys.stderr, flush=True)
            said[command] = refusal
        sleep(SECONDS)


def _run(command: str) -> str:
    """What kept something from being done; nothing when all went well."""
    try:
        call_command(command)
    except (CommandError, DatabaseError) as fault:
        return str(fault).strip()
    return ""


def _sleep_without_connection(seconds: float) -> None:
    connection.close()
    time.sleep(seconds)


if __name__ == "__main__":
    # Ended with the run, without a traceback: a transaction is whole or not at all.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    django.setup()
    do_every_minute(_sleep_without_connection)
