"""Hidden tests: the solution works on the server inside; what is in it then is looked at from outside."""

import hashlib
import hmac
import re
from urllib.parse import parse_qsl, quote, urlsplit

import pytest

REGIONS = ("ap-south-1", "ca-central-1", "eu-north-1", "eu-west-3")
BUCKET = "letters"
WORD = "not-very-secret"
WEEK_SECONDS = 7 * 24 * 60 * 60
SIGNED = "Rule: the link is signed, allows to read this one letter and nothing else, and ends after `seconds`."
ALL = "Rule: `of_year` finds all letters below `<year>/`; S3 answers with one page at a time."
SELDOM = {"csv": "text/csv", "gif": "image/gif", "html": "text/html", "mp3": "audio/mpeg", "tiff": "image/tiff"}
REFUSED = re.compile(r'"PUT [^"]{0,200}kern\.txt[^"]{0,200}" 412')
REFUSALS = {"ClientError", "NoSuchBucket"}


@pytest.fixture
def user(rng):
    """The name of the key that the client signs with."""
    return f"READER{rng.randrange(10**6):06}"


@pytest.fixture
def region(rng):
    """Where the client is told that the bucket is."""
    return rng.choice(REGIONS)


@pytest.fixture
def client(solution, services, aws, user, region):
    """What the solution connects with, to a server that has an empty bucket."""
    aws.make_bucket(BUCKET)
    made = solution.connect(f"http://127.0.0.1:{services['aws'].port}", region, user, WORD)
    assert made is not None, "`connect` returned nothing; it returns the client of S3."
    return made


def listed(answer):
    """What ``of_year`` returned, as a list of pairs."""
    told = f"`of_year` returned {answer!r:.200}; it returns a list of (name, size)."
    assert isinstance(answer, list | tuple), told
    assert all(isinstance(pair, list | tuple) and len(pair) == 2 for pair in answer), told
    return [tuple(pair) for pair in answer]


def parts_of(link):
    """A link, taken apart: what was signed, and its query."""
    assert isinstance(link, str), f"`lend` returned {link!r:.200}, and no text."
    assert len(link) < 10_000, "The link is longer than 10,000 characters."
    plain = all("!" <= letter <= "~" for letter in link)
    assert plain, f"{link!r} is no address: it has blanks, or letters that must be quoted."
    parts = urlsplit(link)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    told = f"The link is {link}. {SIGNED} It must be one of Signature Version 4, which boto3 makes."
    assert query.get("X-Amz-Algorithm") == "AWS4-HMAC-SHA256", told
    return parts, query


def signature(method, parts, query):
    """What AWS would write under a request with this link (Signature Version 4, in the query)."""
    unsigned = sorted((name, value) for name, value in query.items() if name != "X-Amz-Signature")
    canonical = "&".join(f"{quote(name, safe='-_.~')}={quote(value, safe='-_.~')}" for name, value in unsigned)
    request = "\n".join([method, parts.path, canonical, f"host:{parts.netloc}\n", "host", "UNSIGNED-PAYLOAD"])
    moment = query.get("X-Amz-Date", "")
    scope = query.get("X-Amz-Credential", "").partition("/")[2]
    text = "\n".join(["AWS4-HMAC-SHA256", moment, scope, hashlib.sha256(request.encode()).hexdigest()])
    key = f"AWS4{WORD}".encode()
    for word in (*scope.split("/"), text):
        key = hmac.digest(key, word.encode(), "sha256")
    return key.hex()


@pytest.mark.example
def test_a_letter_is_stored(solution, client, aws):
    """A letter is stored and listed"""
    assert solution.store(client, BUCKET, "1912/fischer-03.txt", b"Dear Jo") is True, (
        "Rule: `store` stores the letter and returns True."
    )
    assert aws.get(BUCKET, "1912/fischer-03.txt").body == b"Dear Jo", "Rule: `store` stores `data` at `key`."
    assert listed(solution.of_year(client, BUCKET, 1912)) == [("fischer-03.txt", 7)], "Rule: a list of (name, size)."


@pytest.mark.hint("Which parameter of `put_object` says what the bytes are?")
def test_a_browser_can_show_it(solution, client, aws, rng):
    """A letter has the type of its ending"""
    known = {"png": "image/png", "pdf": "application/pdf", "txt": "text/plain", "jpg": "image/jpeg"}
    seldom = rng.sample(sorted(SELDOM.items()), 3)
    for ending, kind in (*known.items(), *seldom, ("scan7", "application/octet-stream")):
        key = f"1920/page {rng.randrange(1000)}.{ending}"
        solution.store(client, BUCKET, key, b"x")
        found = aws.get(BUCKET, key).headers.get("content-type", "").partition(";")[0]
        told = f"{key} has the Content-Type {found}. Rule: that of its ending as `mimetypes` knows it, here {kind}."
        assert found == kind, told


@pytest.mark.points(2)
@pytest.mark.hint("`put_object` takes a condition that S3 itself checks: `IfNoneMatch`.")
def test_a_letter_is_never_replaced(solution, client, aws):
    """A letter that is there already stays as it is"""
    rule = "Rule: where there is a letter at that key, `store` leaves it alone and returns False."
    aws.put(BUCKET, "1912/brandt.txt", b"the first scan", content_type="text/plain")
    assert solution.store(client, BUCKET, "1912/brandt.txt", b"another") is False, rule
    assert aws.get(BUCKET, "1912/brandt.txt").body == b"the first scan", rule
    assert solution.store(client, BUCKET, "1912/brandt-2.txt", b"another") is True, "There was none at brandt-2.txt."


@pytest.mark.points(2)
@pytest.mark.hint("Between a look and the storing, another scanner may store. Leave the look to S3.")
def test_s3_decides_itself(solution, client, aws, services, session):
    """S3 decides itself whether there is a letter already"""
    aws.put(BUCKET, "1912/kern.txt", b"the first scan")
    answer = solution.store(client, BUCKET, "1912/kern.txt", b"another")
    told = "`store` asked S3 for nothing that it refused with 412, Precondition Failed. What S3 was asked:\n"
    refused = session.wait(lambda: REFUSED.search(services["aws"].log()), seconds=2)
    asked = "\n".join(
        line.partition('"')[2] for line in services["aws"].log().splitlines() if "/letters/1912/kern" in line
    )
    assert refused, f"{told}{asked[:600]}\nRule: let S3 decide it within the one request that stores."
    assert answer is False, f"`store` returned {answer!r:.200}, and there was a letter. Rule: it returns False then."


def test_another_trouble_is_not_hidden(solution, client):
    """Any other refusal of S3 is raised"""
    rule = "Rule: only a letter that is there already is a False; any other refusal (no such bucket) is raised."
    try:
        answer = solution.store(client, "no-such-bucket", "1912/a.txt", b"x")
    except Exception as error:
        if type(error).__name__ not in REFUSALS:
            raise
    else:
        pytest.fail(f"`store` into a bucket that does not exist returned {answer!r:.200}. {rule}", pytrace=False)


def test_only_that_year(solution, client, aws):
    """The letters of other years, and what only begins like the year, are left out"""
    for key in ("1912/a.txt", "1912-drafts/b.txt", "1913/c.txt", "19120/d.txt", "old/1912/e.txt", "1912/box/f.txt"):
        aws.put(BUCKET, key, b"12345")
    expected = [("a.txt", 5), ("box/f.txt", 5)]
    assert listed(solution.of_year(client, BUCKET, 1912)) == expected, "Rule: the letters below `1912/`, without it."
    assert listed(solution.of_year(client, BUCKET, 1800)) == [], "There is no letter of 1800."


def test_names_that_look_like_the_year(solution, client, aws):
    """A name is what comes after the year, whatever it is made of"""
    for key in ("1912/12-9.txt", "1912/box/1912/a.txt", "1912/1912/b.txt"):
        aws.put(BUCKET, key, b"12345")
    expected = [("12-9.txt", 5), ("1912/b.txt", 5), ("box/1912/a.txt", 5)]
    assert listed(solution.of_year(client, BUCKET, 1912)) == expected, "Rule: a name is the key without `1912/`."


def test_folders_are_no_letters(solution, client, aws):
    """Folders that somebody made by hand are left out"""
    for key, data in (("1912/", b""), ("1912/box/", b""), ("1912/box/a.txt", b""), ("1912/z.txt", b"z")):
        aws.put(BUCKET, key, data)
    expected = [("box/a.txt", 0), ("z.txt", 1)]
    assert listed(solution.of_year(client, BUCKET, 1912)) == expected, "Rule: a key that ends with `/` is no letter."


@pytest.mark.points(2)
@pytest.mark.hint("What does a listing say beside its Contents? A paginator of boto3 looks at it for you.")
def test_a_year_of_many_letters(solution, client, aws, rng):
    """All letters are found, however many there are"""
    names = sorted({f"{rng.choice('abcxyz')}{rng.randrange(10**5):05}.txt" for _ in range(120)})
    for name in names:
        aws.put(BUCKET, f"1914/{name}", name[:3].encode())
    found = listed(solution.of_year(client, BUCKET, 1914))
    assert len(found) == len(names), f"{len(names)} letters are there, and {len(found)} were found. {ALL}"
    assert found == [(name, 3) for name in names], f"The names, or their order, are not right. {ALL}"


@pytest.mark.points(2)
def test_a_stranger_reads_by_the_link(solution, client, aws, rng):
    """Anybody can read a letter by its link"""
    key, data = "1912/jo & co/page 1.txt", rng.randbytes(40)
    aws.put(BUCKET, key, data)
    parts, _ = parts_of(solution.lend(client, BUCKET, key, 600))
    reply = aws.request("GET", f"{parts.path}?{parts.query}", headers={"Host": parts.netloc}, stranger=True)
    assert (reply.status, reply.body) == (200, data), f"Opening the link gives the status {reply.status}. {SIGNED}"


def test_a_link_ends_in_time(solution, client, aws, rng):
    """A link ends after the seconds that were asked for"""
    aws.put(BUCKET, "1912/a.txt", b"x")
    for seconds in (60, rng.randrange(100, 3000), WEEK_SECONDS):
        parts, query = parts_of(solution.lend(client, BUCKET, "1912/a.txt", seconds))
        found = query.get("X-Amz-Expires")
        assert found == str(seconds), f"Asked for {seconds} seconds, the link ends after {found}. {SIGNED}"
        assert signature("GET", parts, query) == query.get("X-Amz-Signature"), f"The link is not signed. {SIGNED}"


@pytest.mark.hint("`generate_presigned_url` is told the operation that the link is for.")
def test_a_link_reads_and_does_no_more(solution, client, aws, user, region):
    """A link is signed for reading one letter, by the user who made it"""
    aws.put(BUCKET, "1912/a.txt", b"x")
    parts, query = parts_of(solution.lend(client, BUCKET, "1912/a.txt", 600))
    assert parts.path == f"/{BUCKET}/1912/a.txt", f"The link leads to {parts.path}. {SIGNED}"
    owner, _, scope = query.get("X-Amz-Credential", "").partition("/")
    assert owner == user, f"The link is signed by {owner}, and `connect` was given {user}."
    assert scope.split("/")[1:2] == [region], f"The link is for the region in {scope}; `connect` was given {region}."
    signed = query.get("X-Amz-Signature")
    allows = [method for method in ("PUT", "DELETE", "HEAD") if signature(method, parts, query) == signed]
    assert not allows, f"The link is signed for {allows}. {SIGNED}"
    told = f"What is signed is not a plain GET by the secret key that `connect` was given. {SIGNED}"
    assert signature("GET", parts, query) == signed, told


@pytest.mark.hint("A link is worked out without asking the server. Which request asks whether the letter is there?")
def test_no_link_to_a_letter_that_is_not_there(solution, client, aws):
    """There is no link to a letter that is not there"""
    for key in ("1912/lost.txt.old", "1912/lost.txt/page-1.txt"):
        aws.put(BUCKET, key, b"x")
    answer = solution.lend(client, BUCKET, "1912/lost.txt", 600)
    assert answer is None, f"`lend` returned {answer!r:.200}. Rule: where there is no such letter, `lend` returns None."


def test_no_link_for_longer_than_a_week(solution, client, aws):
    """A link for longer than a week is refused at once"""
    aws.put(BUCKET, "1912/a.txt", b"x")
    with pytest.raises(ValueError):
        solution.lend(client, BUCKET, "1912/a.txt", WEEK_SECONDS + 1)
