"""A visit to a page: opened once, and asked all that the gates want to know."""

from dataclasses import dataclass, field
from pathlib import Path

CHECKS = Path(__file__).with_name("checks.js").read_text(encoding="utf-8")
PHOTO = Path(__file__).parents[3] / "static" / "images" / "apple-touch-icon.png"
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa")
RUN_AXE = """
    tags => axe.run(document, {
        resultTypes: ["violations"], runOnly: {type: "tag", values: tags}
    }).then(found => found.violations.flatMap(each => each.nodes.map(
        node => `${each.impact} ${each.id}: ${node.target}`
    )))
"""


@dataclass
class Visit:
    """What was found on one page, by the name of the check."""

    name: str
    found: dict = field(default_factory=dict)


class Visitor:
    """Goes through pages in one tab, and notes what the browser complains of.

    With the source of axe it can be asked for what axe finds.
    """

    def __init__(self, page, axe=""):
        self.page = page
        self.complaints = []
        self.expected_status = 200
        # What people uploaded is sent by the web server in front, which is not here.
        page.route("**/files/photos/*", lambda route: route.fulfill(path=PHOTO))
        page.on("console", self._note_message)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("response", self._note_response)
        page.on("requestfailed", self._note_failure)
        if axe:
            # With the page, for it is long: handing it over anew takes longer.
            page.add_init_script(axe)

    def open(self, address):
        """Go to the page and return its answer; fails when the status is another."""
        self.complaints = []
        self.expected_status = address.status
        response = self.page.goto(address.path)
        assert (address.name, response.status) == (address.name, address.status)
        return response

    def ask(self, check, *arguments):
        """The faults that a function of checks.js finds."""
        given = ", ".join(map(str, arguments))
        return self.page.evaluate(f"{CHECKS}.{check}({given})")

    def ask_axe(self, tags=(*WCAG, "best-practice")):
        """All that axe finds by the rules with these tags, of any weight."""
        return self.page.evaluate(RUN_AXE, tags)

    def resize(self, width):
        self.page.set_viewport_size({"width": width, "height": 800})

    def _note_message(self, message):
        # The browser reports the status of the page itself as a failed resource.
        if f"status of {self.expected_status}" not in message.text:
            self.complaints.append(f"{message.type}: {message.text}")

    def _note_response(self, response):
        if response.status >= 400 and response.request.resource_type != "document":
            self.complaints.append(f"{response.status} {response.url}")

    def _note_failure(self, request):
        # Leaving a page ends what it still asks for.
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"failed: {request.url}")
