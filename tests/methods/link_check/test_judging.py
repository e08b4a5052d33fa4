"""One look at an address, against a server that behaves well and badly."""

import ssl

import pytest

from catalogue.methods.link_check.judging import Verdict, judge
from catalogue.methods.models import SourceLink
from tests.methods.link_check.server import Server, running

Status, Problem = SourceLink.Status, SourceLink.Problem
UNREACHABLE, REFUSED = Status.UNREACHABLE, Status.REFUSED


@pytest.mark.parametrize(
    ("path", "verdict"),
    [
        ("/200", Verdict(Status.FINE, None, 200)),
        ("/no-head/200", Verdict(Status.FINE, None, 200)),
        ("/hangs-up-on-head/200", Verdict(Status.FINE, None, 200)),
        ("/416", Verdict(Status.FINE, None, 416)),
        ("/302/200", Verdict(Status.FINE, None, 200)),
        ("/301/302/200", Verdict(Status.FINE, None, 200)),
        ("/404", Verdict(UNREACHABLE, Problem.NOT_FOUND, 404)),
        ("/301/404", Verdict(UNREACHABLE, Problem.NOT_FOUND, 404)),
        ("/no-head/404", Verdict(UNREACHABLE, Problem.NOT_FOUND, 404)),
        ("/410", Verdict(UNREACHABLE, Problem.GONE, 410)),
        ("/500", Verdict(UNREACHABLE, Problem.SERVER, 500)),
        ("/503", Verdict(UNREACHABLE, Problem.SERVER, 503)),
        ("/400", Verdict(UNREACHABLE, Problem.ANSWER, 400)),
        ("/999", Verdict(UNREACHABLE, Problem.SERVER, 999)),
        ("/401", Verdict(REFUSED, Problem.FORBIDDEN, 401)),
        ("/403", Verdict(REFUSED, Problem.FORBIDDEN, 403)),
        ("/429", Verdict(REFUSED, Problem.TOO_OFTEN, 429)),
        ("/loop", Verdict(UNREACHABLE, Problem.REDIRECTS, 302)),
        ("/silent", Verdict(UNREACHABLE, Problem.TIMEOUT)),
        ("/drips", Verdict(UNREACHABLE, Problem.TIMEOUT)),
        ("/rubbish", Verdict(UNREACHABLE, Problem.NO_CONNECTION)),
    ],
)
def test_every_behaviour_has_its_verdict(server, manners, path, verdict):
    assert judge(server.address + path, manners) == verdict


@pytest.mark.parametrize("code", ["301", "308"])
def test_moved_for_good_names_the_new_address(server, manners, code):
    verdict = judge(f"{server.address}/{code}/301/200", manners)

    moved_to = f"{server.address}/200"
    assert verdict == Verdict(Status.MOVED, None, 200, moved_to)


def test_redirects_end_after_five(server, manners):
    assert judge(f"{server.address}/302/302/302/302/302/200", manners).status == "fine"
    verdict = judge(f"{server.address}/302/302/302/302/302/302/200", manners)

    assert verdict.problem == Problem.REDIRECTS
    server.asked.clear()
    judge(server.address + "/loop", manners)
    assert len(server.asked_for("/loop")) == 6


def test_page_is_asked_for_its_head_and_only_then_for_its_first_bytes(server, manners):
    judge(server.address + "/200", manners)
    judge(server.address + "/no-head/200", manners)

    assert server.asked_for("/200") == ["HEAD"]
    assert server.asked_for("/no-head/200") == ["HEAD", "GET"]
    headers = server.asked[-1][2]
    assert headers["Range"] == "bytes=0-1023"
    assert headers["User-Agent"] == (
        "CommunityWorkMethodsCatalogue/1.0 (link check; contact: links@example.org)"
    )
    assert "Cookie" not in headers


def test_server_that_asks_for_patience_is_not_asked_again(server, manners):
    judge(server.address + "/429", manners)

    assert server.asked_for("/429") == ["HEAD"]


def test_huge_page_is_not_taken(server, fetcher):
    answer = fetcher("GET", server.address + "/huge", body_bytes=1000)

    assert len(answer.body) == 1000


@pytest.mark.parametrize(
    "target",
    [
        "http://10.0.0.1/",
        "http://192.168.1.1/router",
        "http://169.254.169.254/latest/meta-data/",
        "http://127.0.0.2/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://0.0.0.0/",
        "http://2130706434/",
        "//10.0.0.1/",
    ],
)
def test_redirect_into_a_private_network_is_refused(server, manners, target):
    server.leads_to = target

    verdict = judge(server.address + "/to", manners)

    assert verdict == Verdict(REFUSED, Problem.NOT_PUBLIC)


@pytest.mark.parametrize(
    "target", ["ftp://127.0.0.1/", "file:///etc/passwd", "http://["]
)
def test_redirect_to_what_is_no_web_page_is_refused(server, manners, target):
    server.leads_to = target

    assert judge(server.address + "/to", manners) == Verdict(REFUSED, Problem.SCHEME)


@pytest.mark.parametrize(
    "address",
    [
        "ftp://example.org/a",
        "mailto:a@example.org",
        "javascript:alert(1)",
        "http://",
        "http://[::1",
        "http://example.org:99999/",
        "https://" + "a" * 70 + ".example/",
        "example.org",
    ],
)
def test_what_is_no_address_of_the_web_is_asked_of_nobody(manners, address):
    assert judge(address, manners) == Verdict(REFUSED, Problem.SCHEME)


def test_host_that_does_not_exist(manners):
    verdict = judge("http://nobody.invalid/", manners)

    assert verdict == Verdict(UNREACHABLE, Problem.NO_HOST)


def test_port_that_nobody_listens_on(manners):
    with running(Server()) as gone:
        address = gone.address

    assert judge(address + "/200", manners) == Verdict(
        UNREACHABLE, Problem.NO_CONNECTION
    )


def test_certificate_that_nobody_signed(manners, tmp_path):
    server = Server()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(tmp_path))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    with running(server):
        verdict = judge(server.address.replace("http:", "https:") + "/200", manners)

    assert verdict == Verdict(UNREACHABLE, Problem.CERTIFICATE)
    assert server.asked == []


def self_signed(folder):
    import subprocess

    path = folder / "server.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes"),
            *("-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"),
            *("-keyout", path, "-out", folder / "certificate.pem"),
        ],
        check=True,
        capture_output=True,
    )
    path.write_bytes(path.read_bytes() + (folder / "certificate.pem").read_bytes())
    return path


def test_address_with_chinese_signs_is_asked_for(server, manners):
    judge(server.address + "/404/社区?名=军门#头", manners)

    assert server.asked[-1][1] == (
        "/404/%E7%A4%BE%E5%8C%BA?%E5%90%8D=%E5%86%9B%E9%97%A8"
    )


@pytest.mark.parametrize(
    "rules",
    [
        "User-agent: *\nDisallow: /200",
        "User-agent: CommunityWorkMethodsCatalogue\nDisallow: /",
        "User-agent: *\nDisallow: /*0$",
    ],
)
def test_robots_that_keep_us_away_are_honoured(server, manners, rules):
    server.robots = (200, rules.encode())

    assert judge(server.address + "/200", manners) == Verdict(REFUSED, Problem.ROBOTS)
    assert server.asked_for("/200") == []


def test_robots_are_asked_again_where_a_redirect_leads(server, manners):
    with running(Server()) as other:
        other.robots = (200, b"User-agent: *\nDisallow: /")
        server.leads_to = other.address + "/200"

        verdict = judge(server.address + "/to", manners)

    assert verdict == Verdict(REFUSED, Problem.ROBOTS)
    assert other.asked_for("/200") == []


@pytest.mark.parametrize(
    ("robots", "status"),
    [
        ((404, b""), Status.FINE),
        ((403, b"User-agent: *\nDisallow: /"), Status.FINE),
        ((200, b"User-agent: other\nDisallow: /"), Status.FINE),
        ((200, b"\xff\xfe\x00 no text"), Status.FINE),
        ((200, b"#" * 200_000), Status.FINE),
        ((500, b""), UNREACHABLE),
    ],
)
def test_robots_that_do_not_forbid(server, manners, robots, status):
    server.robots = robots

    assert judge(server.address + "/200", manners).status == status


def test_robots_are_read_once_and_their_pause_is_kept(server, manners, slept):
    server.robots = (200, b"User-agent: *\nCrawl-delay: 20\nAllow: /")

    for _time in range(3):
        judge(server.address + "/200", manners)

    assert server.asked_for("/robots.txt") == ["GET"]
    assert slept == [20.0, 20.0, 20.0]


def test_a_server_is_asked_after_a_pause_and_another_at_once(server, manners, slept):
    with running(Server()) as other:
        judge(server.address + "/200", manners)
        judge(other.address + "/200", manners)

    # Each one's page comes after its robots.txt.
    assert slept == [5, 5]
