"""Requests that no browser of ours sends. Each is refused, and none is a fault of ours."""

import pytest
from django.test import Client

from accounts.roles import Role
from recommendations.models import ProgressUpdate
from tests.crawl import body_of
from tests.factories import PASSWORD, ActionFactory, UserFactory
from tests.test_permissions import ADDRESSES, scene

__all__ = ["scene"]

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def member(client):
    client.force_login(UserFactory(role=Role.MEMBER))
    return client


# The host


@pytest.mark.parametrize("host", ["elsewhere.example.org", "testserver.evil.org", "a b", "", "@x"])
@pytest.mark.parametrize("address", ["/", "/sign-in/", "/nonsense", "/admin/", "/health/"])
def test_forged_host_is_refused_in_our_own_look(client, host, address):
    answer = (
        client.get(address, headers={"Host": host}) if host else client.get(address, HTTP_HOST=" ")
    )

    assert answer.status_code == 400
    assert b"That address or form cannot be read" in answer.content
    assert host.encode() not in answer.content or len(host) < 4


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "X-Host", "Forwarded", "X-Original-URL"])
def test_a_host_in_another_header_is_not_looked_at(client, header):
    answer = client.get("/recommendations", headers={header: "evil.example.org"}, follow=False)

    assert answer.status_code == 301
    assert answer["Location"] == "/recommendations/"


# Leading elsewhere

ELSEWHERE = [
    "https://evil.example.org/",
    "//evil.example.org/",
    "/\\evil.example.org/",
    "\\\\evil.example.org",
    "https:evil.example.org",
    "https:///evil.example.org",
    "javascript:alert(1)",
    " //evil.example.org",
    "\t//evil.example.org",
    "http://testserver@evil.example.org/",
    "http://testserver.evil.example.org/",
    "/%09/evil.example.org",
    "///evil.example.org",
    "data:text/html,x",
    "\x08//evil.example.org",
    "x" * 5000,
]


def stays_here(location):
    return (
        location.startswith("/") and location[1:2] not in ("/", "\\") and "evil" not in location[:8]
    )


@pytest.mark.parametrize("where", ELSEWHERE)
@pytest.mark.parametrize("way", ["address", "field"])
def test_signing_in_leads_nowhere_else(client, where, way):
    person = UserFactory()
    given = {"login": person.email, "username": person.email, "password": PASSWORD}
    address = "/sign-in/"
    if way == "address":
        client.get(address, {"next": where})
        answer = client.post(address, given, query_params={"next": where})
    else:
        answer = client.post(address, {**given, "next": where})

    assert answer.status_code == 302
    assert stays_here(answer["Location"])


@pytest.mark.parametrize("where", ELSEWHERE)
def test_signing_out_and_the_admin_lead_nowhere_else(client, where):
    client.force_login(UserFactory())
    out = client.post("/sign-out/", {"next": where})
    admin = client.get("/admin/login/", {"next": where})

    assert stays_here(out["Location"])
    assert stays_here(admin["Location"])


# Methods


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "X"])
def test_no_page_knows_another_method(scene, method):
    client = Client()
    client.force_login(scene.people["governance"])

    answers = [client.generic(method, scene.address(path)) for _, path in ADDRESSES]

    assert {answer.status_code for answer in answers} == {405}
    assert {answer["Allow"] for answer in answers} == {"GET, HEAD, POST"}


def test_head_answers_as_get_does_and_changes_nothing(scene):
    client = Client()
    client.force_login(scene.people["governance"])

    for name, path in ADDRESSES:
        address = scene.address(path)
        got, head = client.get(address), client.head(address)
        assert head.status_code == got.status_code, name
        body_of(got)
        assert not body_of(head), name


@pytest.mark.parametrize("name", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_header_makes_no_other_method_of_a_request(member, name, method):
    answer = getattr(member, method)("/recommendations/", headers={name: "DELETE"})

    assert answer.status_code == 400


def test_a_field_makes_no_other_method_of_a_request(client):
    client.force_login(UserFactory())

    assert client.get("/sign-out/", {"_method": "POST"}).status_code == 405
    assert client.get("/").wsgi_request.user.is_authenticated


# Bodies


def raw(client, body=b"", path="/sign-in/", **environment):
    return client.generic("POST", path, body, **environment)


@pytest.mark.parametrize(
    "kind",
    ["application/json", "text/xml", "application/xml", "text/plain", "application/octet-stream",
     "multipart/mixed; boundary=x", "text/html", "a", "*/*"],
)  # fmt: skip
def test_only_forms_are_read(client, kind):
    answer = raw(client, b'{"username": "a"}', content_type=kind)

    assert answer.status_code == 415
    assert b"That is not a form of this service" in answer.content


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"a=1", "multipart/form-data"),
        (b"a=1", "multipart/form-data; boundary="),
        (b"a=1", "multipart/form-data; boundary=" + "x" * 300),
        (b"a=1", "multipart/form-data; boundary=\xe9"),
        (b"a=1", f"{FORM}; charset=utf-16"),
        (b"a=1", f"{FORM}; charset=rot13"),
        (b"a=1", f"{FORM}; charset=nonsense"),
    ],
)  # fmt: skip
def test_a_form_that_cannot_be_read_is_refused(client, body, kind):
    answer = raw(client, body, content_type=kind)

    assert answer.status_code == 400
    assert b"That address or form cannot be read" in answer.content


@pytest.mark.parametrize(
    "body",
    [
        b"username=%ff%fe&password=%ed%a0%80",
        b"\xff\xfe\x00=\x80",
        b"username=a&username=b&username=c",
        b"%=%&%%%&=&&&==",
        b"username=%00&password=%00",
        b"csrfmiddlewaretoken=%00",
        b"a" * 100_000,
        b"username[]=a&username[0]=b&__proto__=1",
    ],
)
def test_a_form_of_nonsense_is_answered_with_the_form(client, body):
    answer = raw(client, body, content_type=FORM)

    assert answer.status_code == 200
    assert b"There is a problem" in answer.content


@pytest.mark.parametrize(
    "file_name", ["\0.xlsx", "../../etc/passwd", "a\r\nX: 1.csv", "\xff\xfe", "x" * 3000, "", "."]
)
def test_a_file_with_a_hostile_name_is_no_fault_of_ours(client, file_name):
    client.force_login(UserFactory(role=Role.GOVERNANCE))
    part = (
        f'--x\r\nContent-Disposition: form-data; name="file"; filename="{file_name}"\r\n'
        "Content-Type: text/csv\r\n\r\nReference,Title\nA-1,One\n\r\n--x--\r\n"
    )

    answer = raw(
        client,
        part.encode("latin-1"),
        "/imports/new/",
        content_type="multipart/form-data; boundary=x",
    )

    assert answer.status_code in (200, 302, 400)


def unread(client, **environment):
    """A request whose body must not be touched: whoever reads of it raises."""

    class Untouchable:
        def read(self, *size):
            raise AssertionError("The body was read")

        readline = read

    given = {"REQUEST_METHOD": "POST", "PATH_INFO": "/sign-in/", "CONTENT_TYPE": FORM}
    return client.request(**{**given, **environment, "wsgi.input": Untouchable()})


@pytest.mark.parametrize(
    ("kind", "limit"),
    [(FORM, 2_621_440), ("multipart/form-data; boundary=x", 30 * 1024 * 1024), ("", 0)],
)
def test_a_huge_body_is_refused_before_it_is_read(client, settings, kind, limit):
    answer = unread(client, CONTENT_TYPE=kind, CONTENT_LENGTH=str(limit + 1))

    assert answer.status_code == (413 if limit else 415)
    if limit:
        assert b"2.5" in answer.content
        assert b"30.0" in answer.content


@pytest.mark.parametrize("length", ["-1", "1e3", "٣", "0x10", "1 2", "9" * 40, "nan"])
def test_a_length_that_is_none_is_refused(client, length):
    assert unread(client, CONTENT_LENGTH=length).status_code in (400, 413)


def test_a_body_without_a_length_is_refused(client):
    answer = unread(client, HTTP_TRANSFER_ENCODING="chunked")

    assert answer.status_code == 400


def test_too_many_fields_are_refused_with_how_many_there_may_be(client):
    answer = raw(client, "&".join(f"a{n}=1" for n in range(1001)).encode(), content_type=FORM)

    assert answer.status_code == 413
    assert b"1,000 fields" in answer.content


def test_too_many_files_are_refused_with_how_many_there_may_be(client):
    client.force_login(UserFactory(role=Role.GOVERNANCE))
    part = '--x\r\nContent-Disposition: form-data; name="f{}"; filename="a.csv"\r\n\r\na\r\n'
    body = "".join(part.format(n) for n in range(11)) + "--x--\r\n"

    answer = raw(
        client, body.encode(), "/imports/new/", content_type="multipart/form-data; boundary=x"
    )

    assert answer.status_code == 413
    assert b"At most 10 files" in answer.content


def test_long_words_in_a_form_with_files_are_refused(client):
    client.force_login(UserFactory(role=Role.GOVERNANCE))

    answer = client.post("/imports/new/", {"source": "x" * 2_700_000})

    assert answer.status_code == 413


# Addresses


@pytest.mark.parametrize(
    "query",
    ["%", "%zz=%zz", "a=%ff%fe", "a=%ed%a0%80", "&" * 900, "=" * 900, "page=" + "9" * 5000,
     "page=²", "page=-1", "page=0", "page=nan", "page=1&page=2&page=x", "sort=" + "-" * 50,
     "sort=password", "sort=__class__", "sort=lead_body__users__password", "lead=-1",
     "lead=99999999999999999999999", "status=nonsense", "due=" + "x" * 3000, "per_page=1000000000",
     "words=" + "a" * 4000, "words=%25%25__%5C", "\xff\xfe", "as_at=9999-99-99", "as_at=-1"],
)  # fmt: skip
@pytest.mark.parametrize(
    "address", ["/recommendations/", "/recommendations/export/", "/", "/meetings/", "/bodies/"]
)
def test_a_strange_question_is_no_fault_of_ours(client, address, query):
    client.force_login(UserFactory(role=Role.GOVERNANCE))
    ActionFactory(in_progress=True)

    assert client.get(address, QUERY_STRING=query).status_code in (200, 302)


def test_a_question_with_too_many_parts_is_refused(member):
    answer = member.get("/recommendations/", QUERY_STRING="&".join("a=1" for _ in range(1001)))

    assert answer.status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        b"/%ff%fe/",
        b"/\xff\xfe/",
        b"/recommendations/\xed\xa0\x80/",
        b"/actions/" + b"x" * 5000 + b"/",
        b"/../../etc/passwd",
        b"//evil.example.org/",
        b"/static/../cse_tracker/settings.py",
        b"/static/%2e%2e/%2e%2e/etc/passwd",
        b"/referrals/" + b"9" * 40 + b"/respond/",
        b"/referrals/-1/respond/",
        b"/admin/bodies/body/_00/change/",
        b"/admin/bodies/body/" + b"9" * 30 + b"/change/",
        b"/imports/" + b"9" * 30 + b"/",
        b"/.git/config",
        b"/.env",
    ],
)
def test_a_strange_path_leads_nowhere(client, path):
    client.force_login(UserFactory(role=Role.GOVERNANCE))

    answer = client.request(PATH_INFO=path.decode("latin-1"))

    assert answer.status_code in (301, 302, 404)
    assert stays_here(answer.get("Location", "/"))


HEADERS = {
    "Cookie": ['sessionid="\\000aaaaaaaaaaaaaaa"', "sessionid=" + "x" * 4000, "csrftoken=\xff",
               "messages=nonsense", "sessionid=../../etc", ";;;=;", 'sessionid="\\377\\376"'],
    "Accept-Language": ["x" * 3000, "../..", "en;q=nan"],
    "If-Modified-Since": ["never", "Mon, 99 Xxx 9999 99:99:99 GMT"],
    "If-None-Match": ['"', "W/" * 500],
    "Range": ["bytes=-", "bytes=abc", "bytes=0-99999999999999999999", "bytes=5-1"],
    "Accept": ["\xff", "*"],
    "Content-Type": ["text/html; charset=rot13", ";", "x" * 3000],
    "X-Forwarded-Proto": ["gopher"],
    "X-Forwarded-For": ["' or 1=1", "::::", "x" * 2000],
    "Referer": ["\xff", "javascript:1"],
    "User-Agent": ["", "() { :; }; true"],
}  # fmt: skip


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize(
    "address", ["/", "/sign-in/", "/recommendations/", "/brand.css", "/admin/"]
)
def test_a_strange_header_is_no_fault_of_ours(header, address):
    for value in HEADERS[header]:
        answer = Client().get(address, headers={header: value})
        assert answer.status_code in (200, 302, 400), value


# Forms from elsewhere


@pytest.fixture
def checked():
    """A client like a browser: it needs the token of the form."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(UserFactory(role=Role.GOVERNANCE))
    client.get("/imports/new/")
    return client


def token(client):
    return client.cookies["csrftoken"].value


@pytest.mark.parametrize("given", ["", "x" * 32, "x" * 64, "\0", "é" * 64])
def test_a_form_with_a_wrong_token_or_none_changes_nothing(checked, given):
    action = ActionFactory(in_progress=True)
    words = {"done": "Forged", "status": "in-progress", "version": 1}

    answer = checked.post(f"/actions/{action.ref}/update/", {**words, "csrfmiddlewaretoken": given})

    assert answer.status_code == 403
    assert b"Nothing was saved" in answer.content
    assert not ProgressUpdate.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example.org"}, {"Origin": "null"}, {"Origin": "http://testserver.evil.org"},
     {"Origin": "http://testserver:81"}, {"Origin": "https://["}],
)  # fmt: skip
def test_a_form_of_another_site_is_refused_even_with_the_token(checked, headers):
    given = {"csrfmiddlewaretoken": token(checked)}

    assert checked.post("/sign-out/", given, headers=headers).status_code == 403
    assert checked.post("/sign-out/", given).status_code == 302


@pytest.mark.parametrize(
    "referer", ["https://evil.example.org/", "", "http://testserver/", "https://["]
)
def test_over_https_a_form_says_where_it_comes_from(checked, referer):
    headers = {"Referer": referer} if referer else {}

    answer = checked.post(
        "/sign-out/", {"csrfmiddlewaretoken": token(checked)}, headers=headers, secure=True
    )

    assert answer.status_code == 403


def test_every_form_of_every_page_is_refused_without_its_token(scene):
    client = Client(enforce_csrf_checks=True)
    client.force_login(scene.people["governance"])

    passed = [
        path
        for name, path in ADDRESSES
        # Mail programs send it (RFC 8058); the secret in its address is what it goes by.
        if name != "following_stop"
        and client.post(scene.address(path)).status_code not in (403, 404, 405)
    ]

    assert passed == []
