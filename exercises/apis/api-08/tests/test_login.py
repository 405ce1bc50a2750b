"""A login at a real provider: the tests are the browser, and see what the provider has seen."""

import base64
import hashlib
import re
import time
from functools import partial
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

import pytest

PUBLIC = "https://shop.example"
CALLBACK = f"{PUBLIC}/callback"
LOGIN = "GET /login sends the browser to ISSUER/authorize by 302."
BACK = "A browser that comes back with code and state is signed in and sent to / by 302."
WHO = "GET / says who is signed in in this browser."
STATE = "A callback without a state that this browser has begun a login with is 400, and the provider is not asked."
ONCE = "A state is good for one callback; a second one is 400, and the provider is not asked again."
ONCE_AT_ALL = "A state is good for one callback, also where that one came to nothing; a second one is 400."
DENIED = "Where the provider sends back an error, the answer is 403 with that error."
NO_TOKENS = "Where the provider gives no tokens, the answer is 502 and nobody is signed in."
FOR_US = "An ID token counts if iss, aud, exp and nonce are right; else the answer is 502 and nobody is signed in."
COOKIE = "The cookie is HttpOnly, SameSite=Lax, and holds for Path=/."
FRESH = "state, nonce and verifier are new for every login, and nobody can guess them."
UNKNOWN = "state, nonce and the cookie are made up so that nobody can guess them, knowing others."
NEW = "Whoever signs in gets a cookie with a new value; the old one counts for nothing."
UNTOLD = "No token, no verifier and no client secret comes to the browser, into an address, or into the log."
UNLIKE = 10
STANDARD = str.maketrans("-_", "+/")
CODED = re.compile(r"[A-Za-z0-9_+/-]{16,}")
TABS = "A browser may begin several logins, in several tabs, and finish any of them."


class Shop:
    """The learner's server, made known to the provider, with two users and a secret of this check's own."""

    def __init__(self, service, oidc, rng):
        self.service, self.oidc, self.rng = service, oidc, rng
        self.client_id = f"shop-{rng.randrange(10**6)}"
        self.secret = rng.randbytes(12).hex()
        self.passwords, self.claims = {}, {}
        oidc.client(self.client_id, secret=self.secret, redirect_uris=[CALLBACK], scope="openid profile")
        for name in ("ada", "bo"):
            self.passwords[name] = rng.randbytes(8).hex()
            self.claims[name] = {"sub": f"u-{rng.randrange(10**9)}", "name": f"{name.title()} {rng.randrange(10**4)}"}
            mail = f"{name}@login.example"
            oidc.user(name, password=self.passwords[name], email=mail, **self.claims[name])
        service.restart(
            {
                "ISSUER": oidc.issuer,
                "CLIENT_ID": self.client_id,
                "CLIENT_SECRET": self.secret,
                "PUBLIC_URL": PUBLIC,
            }
        )

    def browser(self):
        return Browser(self)

    def exchanges(self):
        """The requests for tokens that the provider has seen."""
        return self.oidc.seen("/token")


class Browser:
    """Keeps cookies as browsers do, and goes where it is sent."""

    def __init__(self, shop):
        self.shop = shop
        self.cookies = {}
        self.answers = []

    def get(self, path, *, sent_by_others=False):
        """Open a page. A cookie that is SameSite=Strict does not go along where another site leads here."""
        sent = {n: value for n, (value, strict) in self.cookies.items() if not (strict and sent_by_others)}
        headers = {"Cookie": "; ".join(f"{n}={value}" for n, value in sent.items())} if sent else {}
        answer = self.shop.service.get(path, headers=headers)
        self.answers.append(answer)
        for text in answer.headers.all("Set-Cookie"):
            pair, _, rest = text.partition(";")
            name, _, value = pair.strip().partition("=")
            self.cookies[name] = (value, "samesite=strict" in rest.lower().replace(" ", ""))
        return answer

    def begin(self):
        """Open /login; where that leads."""
        return self.get("/login").expect(302, LOGIN, headers={"Location": ...}).headers["Location"]

    def at_provider(self, url, user="ada", *, allow=True):
        """Sign in there; the path here that the provider sends the browser to."""
        reply = self.shop.oidc.sign_in(url, user, self.shop.passwords[user], allow=allow)
        if not reply.location.startswith(f"{CALLBACK}?"):
            said = reply.body[:300].decode("utf-8", "replace")
            pytest.fail(f"{LOGIN}\nThe provider does not take this address:\n  {url}\nIt says: {said}", pytrace=False)
        if allow and "error" in reply.leads_with:
            told = reply.leads_with
            text = f"{told['error']}: {told.get('error_description', '')}"
            pytest.fail(f"{LOGIN}\nThe provider does not take this address:\n  {url}\nIt says: {text}", pytrace=False)
        return reply.location.removeprefix(PUBLIC)

    def back(self, path):
        return self.get(path, sent_by_others=True)

    def sign_in(self, user="ada"):
        """The whole way, to the page where it ends."""
        self.back(self.at_provider(self.begin(), user)).expect(302, BACK, headers={"Location": HOME})
        return self

    def same_cookies(self):
        """Another browser, with what this one has by now."""
        other = self.shop.browser()
        other.cookies = dict(self.cookies)
        return other

    def expect(self, user, rule=WHO):
        """See who is signed in here."""
        wanted = {"signed_in": True, **self.shop.claims[user]} if user else {"signed_in": False}
        self.get("/").expect(200, rule, json=wanted)


HOME = re.compile(f"({re.escape(PUBLIC)})?/")


@pytest.fixture
def shop(service, oidc, rng):
    return Shop(service, oidc, rng)


def query_of(url):
    return dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))


def unlike(values):
    """What is left of each text when the beginning and the end that all of them share are taken away."""
    begins = shared(values)
    rests = [text[begins:] for text in values]
    ends = shared([text[::-1] for text in rests])
    return [text[: len(text) - ends] for text in rests]


def shared(values):
    """With how many characters all of them begin."""
    columns = list(zip(*values, strict=False))
    return next((at for at, column in enumerate(columns) if len(set(column)) > 1), len(columns))


def opened(text):
    """A text, and what is to be read in it by whoever undoes percents and base64."""
    runs = CODED.findall(text)
    decoded = [base64.b64decode(run.translate(STANDARD) + "=" * (-len(run) % 4)) for run in runs if len(run) % 4 != 1]
    return "\n".join((text, unquote(text), *(data.decode("latin-1") for data in decoded)))


def challenge_of(verifier):
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


@pytest.mark.example
def test_nobody_is_signed_in(shop):
    """Knows nobody at the beginning"""
    shop.browser().expect(None)


@pytest.mark.example
def test_the_way_to_the_provider(shop):
    """Sends the browser to the provider, with all that it wants to know"""
    url = shop.browser().begin()
    given = query_of(url)
    asked = {
        "response_type": "code",
        "client_id": shop.client_id,
        "redirect_uri": CALLBACK,
        "code_challenge_method": "S256",
    }
    assert url.partition("?")[0] == f"{shop.oidc.issuer}/authorize", LOGIN
    assert {name: given.get(name) for name in asked} == asked, "The query of the address says what the task lists."
    assert set(given.get("scope", "").split()) == {"openid", "profile"}, "The scope is openid profile."
    for name in ("state", "nonce", "code_challenge"):
        assert given.get(name), f"The address has a {name}."
    assert shop.secret not in url, UNTOLD


@pytest.mark.points(2)
def test_there_and_back(shop):
    """Signs in who comes back from the provider"""
    shop.browser().sign_in("ada").expect("ada")
    shop.browser().sign_in("bo").expect("bo")


def test_every_browser_for_itself(shop):
    """Keeps browsers apart"""
    first, second, third = shop.browser(), shop.browser(), shop.browser()
    first.sign_in("ada")
    second.sign_in("bo")
    first.expect("ada")
    second.expect("bo")
    third.expect(None)
    third.cookies = dict.fromkeys(first.cookies, ("made-up", False))
    third.expect(None, "A cookie that was never given counts for nothing.")


def test_the_cookie(shop):
    """Gives a cookie that scripts and other sites can't use"""
    browser = shop.browser().sign_in()
    found = [text for answer in browser.answers for text in answer.headers.all("Set-Cookie")]
    assert found, "A cookie tells browsers apart."
    for text in found:
        marks = {part.strip().lower().replace(" ", "") for part in text.split(";")[1:]}
        missing = {"httponly", "samesite=lax", "path=/"} - marks
        if missing:
            pytest.fail(f"{COOKIE}\n  gave      {text}\n  missing   {', '.join(sorted(missing))}", pytrace=False)


def test_every_login_is_new(shop):
    """Makes up state, nonce and verifier anew for every login"""
    browser = shop.browser()
    found = [query_of(who.begin()) for who in (browser, browser, shop.browser(), shop.browser())]
    shop.service.restart()
    found += [query_of(who.begin()) for who in (shop.browser(), shop.browser())]
    for name in ("state", "nonce", "code_challenge"):
        values = [given.get(name, "") for given in found]
        assert len(set(values)) == len(values), f"{FRESH} Six logins, the last two after a restart: {values}"
        assert min(map(len, values)) >= 16, f"{FRESH} At least 16 characters: {values}"
    assert {len(given["code_challenge"]) for given in found} == {43}, "A challenge is 32 bytes as base64url without =."
    for given in found:
        assert len({given["state"], given["nonce"], given["code_challenge"]}) == 3, "Each is made up for itself."


def test_nobody_can_guess(shop):
    """Makes up what nobody can guess"""
    browsers = [shop.browser() for _ in range(4)]
    found = [query_of(browser.begin()) for browser in browsers]
    made = {name: [given.get(name, "") for given in found] for name in ("state", "nonce")}
    made["cookie"] = ["; ".join(value for value, _ in browser.cookies.values()) for browser in browsers]
    for name, values in made.items():
        if min(map(len, unlike(values))) < UNLIKE:
            shown = "".join(f"\n  {text}" for text in values)
            pytest.fail(f"{UNKNOWN}\nFour browsers were given these as {name}:{shown}", pytrace=False)


@pytest.mark.points(2)
@pytest.mark.hint(
    "Somebody else can send your browser to /callback, with a code of theirs. What do you know that they don't?"
)
def test_a_state_of_others(shop):
    """Takes nobody in whose login it has not begun"""
    victim, stranger = shop.browser(), shop.browser()
    theirs = stranger.at_provider(stranger.begin(), "bo")
    own = query_of(victim.begin())["state"]
    code = query_of(theirs)["code"]
    forms = [theirs, f"/callback?code={code}", f"/callback?code={code}&state=", f"/callback?code={code}&state={own}x"]
    for path in (*forms, f"/callback?code={code}&state={own[:-1]}", "/callback"):
        victim.back(path).expect(400, STATE)
        shop.browser().back(path).expect(400, STATE)
    assert shop.exchanges() == [], STATE
    victim.expect(None)
    stranger.back(theirs).expect(302, "Who has begun the login can still come back.")
    stranger.expect("bo")


def test_a_state_is_for_once(shop):
    """Takes a callback once"""
    browser = shop.browser()
    path = browser.at_provider(browser.begin())
    browser.back(path).expect(302, BACK)
    for _ in range(2):
        browser.back(path).expect(400, ONCE)
    assert len(shop.exchanges()) == 1, ONCE
    browser.expect("ada", "A second callback changes nothing.")


def test_a_state_that_came_to_nothing(shop):
    """Takes a callback once, even where nobody was signed in by it"""
    browser = shop.browser()
    path = browser.at_provider(browser.begin(), allow=False)
    browser.back(path).expect(403, DENIED)
    browser.back(path).expect(400, ONCE_AT_ALL)
    path = browser.at_provider(browser.begin())
    shop.oidc.trouble("/token", status=503, times=1)
    browser.back(path).expect(502, NO_TOKENS)
    browser.back(path).expect(400, ONCE_AT_ALL)
    assert len(shop.exchanges()) == 1, ONCE_AT_ALL
    browser.expect(None)


def test_twice_at_once(shop):
    """Takes a callback once, even where it comes twice at the same time"""
    browser = shop.browser()
    path = browser.at_provider(browser.begin())
    shop.oidc.trouble("/token", together=2)
    same = [browser.same_cookies() for _ in range(2)]
    answers = shop.service.at_once([partial(who.back, path) for who in same])
    assert len(shop.exchanges()) == 1, f"{ONCE} They may come at the same time."
    assert sorted(answer.status for answer in answers) == [302, 400], f"{ONCE} They may come at the same time."


@pytest.mark.points(2)
def test_the_exchange(shop):
    """Exchanges the code once, with the verifier, and says who it is"""
    browser = shop.browser()
    url = browser.begin()
    path = browser.at_provider(url)
    browser.back(path)
    assert len(shop.exchanges()) == 1, "The code is exchanged once."
    (seen,) = shop.exchanges()
    fields = {"grant_type": "authorization_code", "code": query_of(path)["code"], "redirect_uri": CALLBACK}
    assert {name: seen.fields.get(name) for name in fields} == fields, "The form says what the task lists."
    challenge = challenge_of(seen.fields.get("code_verifier", ""))
    assert challenge == query_of(url)["code_challenge"], "The challenge is the SHA-256 of the verifier, as base64url."
    assert seen.scheme.lower() == "basic", "The client proves who it is by HTTP Basic, with id and secret."
    assert "client_secret" not in seen.fields, "The secret is in the header alone."
    assert seen.status == 200, f"The provider gave no tokens, but {seen.status} {seen.error}."


def test_somebody_says_no(shop):
    """Tells of it when the provider sends back an error"""
    browser = shop.browser()
    browser.back(browser.at_provider(browser.begin(), allow=False)).expect(403, DENIED, json={"error": "access_denied"})
    browser.expect(None)
    state = query_of(browser.begin())["state"]
    for word in ("server_error", "login_required"):
        shop.browser().back(f"/callback?error={word}&state={state}").expect(400, "The state is looked at first.")
    browser.back(f"/callback?error=server_error&state={state}").expect(403, DENIED, json={"error": "server_error"})
    assert shop.exchanges() == [], "Where there is no code, there is nothing to exchange."


def test_no_tokens(shop):
    """Survives a provider that gives no tokens"""
    browser = shop.browser()
    state = query_of(browser.begin())["state"]
    browser.back("/callback?" + urlencode({"code": "made-up", "state": state})).expect(502, NO_TOKENS)
    late = browser.at_provider(browser.begin())
    shop.oidc.let_pass(100)
    browser.back(late).expect(502, f"{NO_TOKENS} The code was too old.")
    path = browser.at_provider(browser.begin())
    shop.oidc.trouble("/token", status=503, times=1)
    browser.back(path).expect(502, f"{NO_TOKENS} It was out of order for a moment.")
    browser.expect(None)
    browser.sign_in().expect("ada", "After that, a new login works.")


@pytest.mark.points(2)
def test_an_id_token_for_others(shop):
    """Believes no ID token that is not for this client and this login"""
    now = int(time.time())
    wrong = [
        {"aud": "another-shop"},
        {"aud": ["another-shop", f"{shop.client_id}-2"]},
        {"aud": f"{shop.client_id} another-shop"},
        {"iss": "https://elsewhere.example"},
        {"iss": f"{shop.oidc.issuer}/"},
        {"exp": now - 100},
        {"nonce": "of-another-login"},
        {"nonce": None},
        {"nonce": ...},  # that of this browser's other login
    ]
    for claims in wrong:
        browser = shop.browser()
        other = query_of(browser.begin()).get("nonce", "")
        path = browser.at_provider(browser.begin())
        said = {"nonce": other} if claims.get("nonce") is ... else claims
        shop.oidc.next_id_token(**said)
        told = f"{said}, which is the nonce of the other login of this browser" if said is not claims else said
        browser.back(path).expect(502, f"{FOR_US} This one said {told}.")
        browser.expect(None, f"{FOR_US} This one said {told}.")
    browser = shop.browser()
    path = browser.at_provider(browser.begin())
    shop.oidc.next_id_token(aud=[shop.client_id, "another-shop"])
    browser.back(path).expect(302, "aud may be a list with the client in it.")
    browser.expect("ada")


def test_several_tabs(shop):
    """Lets a browser begin twice, and finish either"""
    browser = shop.browser()
    first, second = browser.begin(), browser.begin()
    later = browser.at_provider(second, "bo")
    browser.back(browser.at_provider(first, "ada")).expect(302, TABS)
    browser.expect("ada", TABS)
    browser.back(later).expect(302, TABS)
    browser.expect("bo", TABS)


@pytest.mark.hint("Somebody may have put a cookie into this browser before. What is it worth after the login?")
def test_a_new_cookie(shop):
    """Gives a new session to whoever signs in"""
    browser = shop.browser()
    url, tab = browser.begin(), browser.begin()
    thief = browser.same_cookies()
    browser.back(browser.at_provider(url)).expect(302, BACK)
    browser.expect("ada")
    thief.expect(None, NEW)
    path = thief.at_provider(tab, "bo")
    thief.back(path).expect(400, f"{NEW} The login in the other tab goes on with the new one.")
    later = browser.same_cookies()
    browser.sign_in("bo").expect("bo")
    later.expect(None, f"{NEW} That holds for the second time, too.")


def test_what_nobody_may_know(shop):
    """Keeps tokens and secrets to itself"""
    browser = shop.browser().sign_in()
    browser.expect("ada")
    shop.oidc.next_id_token(nonce="of-another-login")
    browser.back(browser.at_provider(browser.begin())).expect(502, FOR_US)
    path = browser.at_provider(browser.begin())
    shop.oidc.trouble("/token", status=503, times=1)
    browser.back(path).expect(502, NO_TOKENS)
    told = "\n".join(
        f"{answer.text}\n" + "\n".join(answer.headers[name] for name in answer.headers) for answer in browser.answers
    )
    addresses = repr([entry.fields for entry in shop.oidc.seen() if entry.method == "GET"])
    places = {"an answer": told, "an address": addresses, "the log": shop.service.log}
    for seen in shop.exchanges():
        secrets = {f"the {name}": text for name, text in seen.gave.items() if text}
        secrets |= {"the verifier": seen.fields.get("code_verifier", ""), "the client secret": shop.secret}
        for what, text in secrets.items():
            for place, content in places.items():
                if text and text in opened(content):
                    how = "" if text in content else ", in base64 or behind percents"
                    pytest.fail(f"{UNTOLD} This was {what}, in {place}{how}.", pytrace=False)
