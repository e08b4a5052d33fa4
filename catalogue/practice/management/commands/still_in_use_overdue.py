from typing import Any

from django.core.management.base import BaseCommand

from catalogue.practice.still_in_use_progress import late_calls


class Command(BaseCommand):
    """Name the bodies that have not answered a call whose last day is over."""

    help = (
        "Lists the reporting bodies that have not said by the last day which of "
        "their methods are still in use. It writes to nobody."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        late = list(late_calls())
        if not late:
            self.stdout.write("No open call is late.")
        for call, bodies in late:
            count = sum(body.waiting for body in bodies)
            self.stdout.write(
                f"{call.year}, due on {call.last_day}: {count} methods of "
                f"{len(bodies)} bodies without an answer"
            )
            for body in bodies:
                self.stdout.write(
                    f"  {body.body.name_en}: {body.waiting} of {body.asked}"
                )
