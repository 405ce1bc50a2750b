"""nginx with TLS: the chain, the versions, the redirect, as a client sees them."""

import re

import pytest

HOST = "corner.example"
PLAIN, SECURE = 8080, 8443
CHAIN = "tls/fullchain.crt holds the server's certificate, then the intermediate one, and nothing else."
REDIRECT = "Everything asked over HTTP is answered by 301 to the same host, path and query over HTTPS."
STAY = "Every answer over HTTPS, a 404 too, has Strict-Transport-Security: max-age=31536000."
PEM = re.compile(r"-----BEGIN ([A-Z ]+)-----(.*?)-----END \1-----", re.DOTALL)


@pytest.fixture
def certificates(document):
    """A fresh authority and certificate, and install.sh run on them."""
    made = document.certificates(HOST)
    install(document)
    return made


@pytest.fixture
def page(document, rng):
    """The start page, drawn for this check."""
    text = f"<!doctype html>\n<title>Corner Bakery</title>\n<p>ticket {rng.randrange(16**8):08x}</p>\n"
    document.put({"site/index.html": text})
    return text


def install(document):
    document.shell("install.sh", rule="install.sh runs without an error.")


def secure(document, certificates):
    """nginx, asked over TLS by a client that trusts the root alone."""
    return document.serve(port=SECURE, host=HOST, ca=certificates.root, also=(PLAIN,))


def parts(text):
    """The blocks of a PEM file: what each is, and its content without line breaks."""
    return [(kind, "".join(content.split())) for kind, content in PEM.findall(text)]


@pytest.mark.example
@pytest.mark.points(2)
def test_the_site_is_served_over_https(document, certificates, page):
    """https://corner.example/ gives the start page"""
    secure(document, certificates).get("/").expect("HTTPS serves the files in site.", status=200, body=page)


@pytest.mark.points(2)
@pytest.mark.hint("A browser knows the root. Who tells it of the authority in between?")
def test_a_browser_trusts_it(document, certificates, page):
    """A client that knows only the root trusts the certificate, for this host"""
    site = secure(document, certificates)
    site.get("/").expect("A browser that knows the root trusts the server.", status=200, body=page)


@pytest.mark.points(2)
def test_the_chain_is_in_order(document, certificates):
    """tls/fullchain.crt is the server's certificate, then the intermediate one"""
    names = {}
    for name in ("server", "intermediate", "root"):
        ((_, content),) = parts(getattr(certificates, name))
        names[content] = f"{name}.crt"
    found = [names.get(content, kind.lower()) for kind, content in parts(document.read("tls/fullchain.crt"))]
    if found != ["server.crt", "intermediate.crt"]:
        pytest.fail(
            f"Rule: {CHAIN}\n  gave      {', '.join(found) or 'nothing'}\n  expected  server.crt, intermediate.crt",
            pytrace=False,
        )


def test_a_new_certificate_replaces_the_old(document, certificates, page):
    """After the files of next month and another install.sh, the new certificate is shown, and the old one gone"""
    renewed = document.certificates(HOST)
    install(document)
    found = [content for _, content in parts(document.read("tls/fullchain.crt"))]
    wanted = [parts(renewed.server)[0][1], parts(renewed.intermediate)[0][1]]
    if found != wanted:
        pytest.fail(
            "Rule: a second run of install.sh replaces the chain.\n"
            f"  gave      {len(found)} certificates, {sum(one in wanted for one in found)} of them new\n"
            "  expected  2 certificates, both new",
            pytrace=False,
        )
    secure(document, renewed).get("/").expect("The new certificate is shown.", status=200, body=page)


def test_the_key_is_for_its_owner(document, certificates):
    """After install.sh the key can be read by its owner alone"""
    document.put({"tls/server.key": document.read("tls/server.key")})
    install(document)
    mode = document.mode("tls/server.key")
    if mode != 0o600:
        pytest.fail(
            f"Rule: the key can be read by its owner alone.\n  gave      mode {mode:o}\n  expected  mode 600",
            pytrace=False,
        )


@pytest.mark.hint("`ssl_protocols` names the versions. nginx' own list depends on its age.")
def test_tls_of_today_is_spoken(document, certificates):
    """A client of TLS 1.2 and one of TLS 1.3 are both served"""
    site = secure(document, certificates)
    for version in ("TLSv1.2", "TLSv1.3"):
        if not document.speaks(site, version):
            pytest.fail(
                f"Rule: TLS 1.2 and TLS 1.3 are spoken.\nA client of {version} alone\n  gave      no connection",
                pytrace=False,
            )


def test_old_tls_is_refused(document, certificates):
    """A client of TLS 1.1 is refused, one of TLS 1.2 is not"""
    site = secure(document, certificates)
    if not document.speaks(site, "TLSv1.2") or document.speaks(site, "TLSv1.1"):
        pytest.fail(
            "Rule: TLS 1.2 is spoken, TLS 1.1 is not.\nA client that knows TLS 1.1 alone, and one that knows 1.2\n"
            f"  gave      TLS 1.1: {'served' if document.speaks(site, 'TLSv1.1') else 'refused'}, "
            f"TLS 1.2: {'served' if document.speaks(site, 'TLSv1.2') else 'refused'}\n"
            "  expected  TLS 1.1: refused, TLS 1.2: served",
            pytrace=False,
        )


@pytest.mark.example
@pytest.mark.points(2)
def test_plain_http_leads_to_https(document, certificates, rng):
    """HTTP is answered by 301 to the same address over HTTPS"""
    plain = document.serve(port=PLAIN, host=HOST, also=(SECURE,))
    for path in ("/", f"/menu?day=monday&page={rng.randrange(99)}", "/a/b%20c"):
        plain.get(path).expect(REDIRECT, status=301, headers={"Location": f"https://{HOST}{path}"})


def test_the_host_that_was_asked_for_stays(document, certificates):
    """www.corner.example is sent to www.corner.example"""
    plain = document.serve(port=PLAIN, host=HOST, also=(SECURE,))
    location = f"https://www.{HOST}/menu"
    plain.get("/menu", host=f"www.{HOST}").expect(REDIRECT, status=301, headers={"Location": location})


@pytest.mark.hint("add_header has a word for: on every answer, whatever its status.")
def test_browsers_are_told_to_stay(document, certificates, page):
    """The start page and a 404 have the header Strict-Transport-Security"""
    site = secure(document, certificates)
    wanted = {"Strict-Transport-Security": "max-age=31536000"}
    site.get("/").expect(STAY, status=200, headers=wanted)
    site.get("/nothing").expect(STAY, status=404, headers=wanted)
