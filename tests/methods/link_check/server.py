"""A server on this machine that behaves well and badly, by path."""

import threading
from collections import Counter
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HUGE = b"x" * (8 * 1024 * 1024)


class Pages(BaseHTTPRequestHandler):
    """Paths are what happens: /404, /301/200 leads to /200, /no-head/200."""

    def do_HEAD(self):
        self.answer(is_head=True)

    def do_GET(self):
        self.answer(is_head=False)

    def answer(self, *, is_head):
        self.server.asked.append((self.command, self.path, dict(self.headers)))
        if self.path == "/robots.txt":
            return self.say(*self.server.robots, is_head=is_head)
        first, _, rest = self.path.strip("/").partition("/")
        if first == "no-head":
            if is_head:
                return self.say(405, is_head=True)
            first = rest
        if first == "hangs-up-on-head":
            if is_head:
                return self.close_connection_at_once()
            first = rest
        return self.behave(first, rest, is_head)

    def behave(self, first, rest, is_head):
        if first in ("301", "302", "308"):
            return self.say(int(first), location=f"/{rest}", is_head=is_head)
        if first == "to":
            return self.say(301, location=self.server.leads_to, is_head=is_head)
        if first == "loop":
            return self.say(302, location="/loop", is_head=is_head)
        if first == "silent":
            self.server.leaving.wait(5)
            return self.close_connection_at_once()
        if first == "drips":
            return self.drip()
        if first == "huge":
            return self.say(200, HUGE, is_head=is_head)
        if first == "rubbish":
            self.wfile.write(b"\x00\x01 no HTTP at all\r\n\r\n")
            return self.close_connection_at_once()
        return self.say(int(first), b"a page", is_head=is_head)

    def say(self, status, body=b"", *, location="", is_head):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        if location:
            self.send_header("Location", location)
        self.end_headers()
        if not is_head:
            with suppress(BrokenPipeError, ConnectionResetError):
                self.server.sent[self.path] += self.wfile.write(body)

    def drip(self):
        with suppress(OSError):
            while not self.server.leaving.wait(0.05):
                self.wfile.write(b"X")
        self.close_connection_at_once()

    def close_connection_at_once(self):
        self.close_connection = True

    def log_message(self, *args):
        pass


class Server(ThreadingHTTPServer):
    """What was asked stands in `asked`: method, path and headers."""

    daemon_threads = True

    def __init__(self, host="127.0.0.1"):
        super().__init__((host, 0), Pages)
        self.asked = []
        self.sent = Counter()
        self.robots = (404, b"")
        self.leads_to = ""
        self.leaving = threading.Event()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_port}"

    def asked_for(self, path):
        return [method for method, asked, _headers in self.asked if asked == path]

    def handle_error(self, request, client_address):
        pass


@contextmanager
def running(server):
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.leaving.set()
        server.shutdown()
        server.server_close()
        thread.join()
