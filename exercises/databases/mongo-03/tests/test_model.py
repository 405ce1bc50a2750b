"""Hidden tests: the documents are stored in a server, and each page is read from it by one `find`."""

import copy

import pytest
from pymongo import MongoClient
from pymongo.errors import PyMongoError

BLOG = {
    "authors": [
        {"handle": "wren", "name": "Wren Osei", "about": "Keeps bees in town."},
        {"handle": "tove", "name": "Tove Lind", "about": "Builds hives."},
        {"handle": "new", "name": "Noor Adel", "about": "Reads for now."},
        {"handle": "wren2", "name": "Wren Osei", "about": "Keeps bees on a hill."},
    ],
    "posts": [
        {
            "slug": "first-swarm",
            "title": "A swarm at last",
            "text": "TEXT OF first-swarm",
            "author": "wren",
            "topics": ["spring", "swarming"],
        },
        {"slug": "winter", "title": "Winter", "text": "TEXT OF winter", "author": "tove", "topics": ["winter"]},
        {
            "slug": "hive-1",
            "title": "A hive",
            "text": "TEXT OF hive-1",
            "author": "tove",
            "topics": ["hives", "spring"],
        },
        {"slug": "hive-2", "title": "A hive", "text": "TEXT OF hive-2", "author": "wren2", "topics": ["hives"]},
    ],
    "comments": [
        {"post": "winter", "by": "Jo", "text": "Ours sleep."},
        {"post": "first-swarm", "by": "Jo", "text": "What a sight!"},
        {"post": "first-swarm", "by": "Abel", "text": "Were you stung?"},
        {"post": "first-swarm", "by": "Jo", "text": "Were you, Abel?"},
    ],
}


@pytest.fixture
def stored(solution, services):
    """Stores a blog as the solution says and gives the database."""
    with MongoClient(*services["mongodb"].address, directConnection=True, serverMonitoringMode="poll") as client:

        def store(blog=BLOG):
            collections = solution.documents(copy.deepcopy(blog))
            assert isinstance(collections, dict), f"`documents` returned {collections!r}, and no dictionary."
            try:
                for name, found in collections.items():
                    if found:
                        client.blog[name].insert_many(found)
            except (PyMongoError, TypeError, ValueError) as refused:
                pytest.fail(f"MongoDB's driver or the server refuses a document: {told(refused)}", pytrace=False)
            return client.blog

        yield store


def told(refused):
    """What a driver or a server says against something, once."""
    return str(refused).partition(", full error:")[0]


def read(database, asked):
    """What one `find` gives."""
    rule = "Rule: a page returns the name of one collection, and a filter for its `find`."
    assert isinstance(asked, tuple | list), f"It returned {asked!r}. {rule}"
    assert len(asked) == 2, f"It returned {asked!r}. {rule}"
    name, wanted = asked
    assert isinstance(name, str), f"The collection is {name!r}. {rule}"
    try:
        return list(database[name].find(wanted))
    except (PyMongoError, TypeError, ValueError) as refused:
        pytest.fail(f"MongoDB's driver or the server refuses {asked!r}: {told(refused)}\n{rule}", pytrace=False)


def one(database, asked, page):
    """The one document that a page reads."""
    found = read(database, asked)
    if len(found) != 1:
        pytest.fail(f"The page of {page} read {len(found)} documents. Rule: one read gives the one document.", False)
    return found[0]


def only(document, *fields, where="what was read"):
    """These fields of a document, so that it may have more."""
    if not isinstance(document, dict):
        pytest.fail(f"In {where} there is {document!r}, not a document with {', '.join(fields)}.", False)
    for field in fields:
        if field not in document:
            pytest.fail(f"The field `{field}` is missing in {document!r}. Rule: one read must give it.", False)
    return {field: document[field] for field in fields}


def each(documents, *fields, where="what was read"):
    """These fields of every document of a list."""
    if not isinstance(documents, list):
        pytest.fail(f"In {where} there is {documents!r}, not a list.", False)
    return [only(document, *fields, where=where) for document in documents]


@pytest.mark.example
def test_a_post_page(solution, stored):
    """The page of a post is one read"""
    page = one(stored(), solution.post_page("first-swarm"), "first-swarm")
    assert only(page, "slug", "title", "text") == {
        "slug": "first-swarm",
        "title": "A swarm at last",
        "text": "TEXT OF first-swarm",
    }, "Rule: one read gives the one post."
    author = only(only(page, "author")["author"], "handle", "name", where="the field `author`")
    assert author == {"handle": "wren", "name": "Wren Osei"}, "Rule: a post's page gives its author's handle and name."
    assert len(each(only(page, "comments")["comments"], "by", "text", where="`comments`")) == 3, (
        "It has three comments."
    )


def test_comments_come_in_their_order(solution, stored):
    """Comments come in the order of the table"""
    page = one(stored(), solution.post_page("first-swarm"), "first-swarm")
    got = [comment["text"] for comment in each(only(page, "comments")["comments"], "by", "text", where="`comments`")]
    assert got == ["What a sight!", "Were you stung?", "Were you, Abel?"], "Rule: they come in the order of the table."


def test_a_post_without_comments(solution, stored):
    """A post without comments has an empty list"""
    page = one(stored(), solution.post_page("hive-2"), "hive-2")
    assert only(page, "comments")["comments"] == [], "Rule: a post without comments has an empty list."


def test_a_topic_page(solution, stored):
    """The page of a topic is one read, and gives the posts that have it"""
    found = each(read(stored(), solution.topic_page("hives")), "slug", "title", "author")
    got = sorted(
        (post["slug"], post["title"], only(post["author"], "name", where="the field `author`")["name"])
        for post in found
    )
    expected = [("hive-1", "A hive", "Tove Lind"), ("hive-2", "A hive", "Wren Osei")]
    assert got == expected, "Rule: one read gives every post that has the topic."


def test_a_post_with_several_topics(solution, stored):
    """A post is on the page of each of its topics"""
    database = stored()
    for topic, slugs in {
        "spring": ["first-swarm", "hive-1"],
        "swarming": ["first-swarm"],
        "winter": ["winter"],
    }.items():
        got = sorted(post["slug"] for post in each(read(database, solution.topic_page(topic)), "slug"))
        assert got == slugs, f"The topic is {topic!r}. Rule: every post that has the topic."


def test_an_author_page(solution, stored):
    """The page of an author is one read, with the posts in their order"""
    page = one(stored(), solution.author_page("tove"), "tove")
    expected = {"handle": "tove", "name": "Tove Lind", "about": "Builds hives."}
    assert only(page, "handle", "name", "about") == expected, "Rule: one read gives the one author."
    got = each(only(page, "posts")["posts"], "slug", "title", where="`posts`")
    expected = [{"slug": "winter", "title": "Winter"}, {"slug": "hive-1", "title": "A hive"}]
    assert got == expected, "Rule: an author's posts come in the order of the table."


def test_an_author_without_posts(solution, stored):
    """An author who has written nothing has a page"""
    page = one(stored(), solution.author_page("new"), "new")
    assert only(page, "name", "posts") == {"name": "Noor Adel", "posts": []}, "Rule: they have a page, too."


def test_two_authors_of_the_same_name(solution, stored):
    """Two authors of the same name each have their own posts"""
    database = stored()
    for handle, slug in {"wren": "first-swarm", "wren2": "hive-2"}.items():
        page = one(database, solution.author_page(handle), handle)
        got = [post["slug"] for post in each(only(page, "posts")["posts"], "slug", where="`posts`")]
        assert got == [slug], f"The author is {handle!r}. Rule: `handle` is unique, names are not."


def test_what_is_not_there(solution, stored):
    """A page of something that isn't there reads nothing"""
    database = stored()
    for asked in (solution.post_page("gone"), solution.topic_page("honey"), solution.author_page("nobody")):
        assert read(database, asked) == [], f"It asked for {asked!r}. Rule: a page of what isn't there reads nothing."


@pytest.mark.hint("What else does the document hold that this page reads?")
def test_a_page_reads_little(solution, stored):
    """The page of a post reads the text of no other post"""
    database = stored()
    for post in BLOG["posts"]:
        page = one(database, solution.post_page(post["slug"]), post["slug"])
        others = [other["slug"] for other in BLOG["posts"] if other != post and other["text"] in str(page)]
        assert not others, f"The page of {post['slug']} read the text of {others[0]}, too. Rule: it is never read."


@pytest.mark.hint("A list of titles needs no texts. What do you copy into the author's document?")
def test_an_author_page_reads_no_texts(solution, stored):
    """The page of an author reads no text of a post"""
    page = one(stored(), solution.author_page("tove"), "tove")
    assert "TEXT OF" not in str(page), "The page read the text of a post. Rule: the page of an author reads none."


@pytest.mark.points(2)
def test_random_blogs(solution, stored, rng):
    """Every page of a random blog is right"""
    authors = [{"handle": f"a{number}", "name": rng.choice(["Jo", "Abel"]), "about": "?"} for number in range(4)]
    topics = ["spring", "hives", "honey", "winter"]
    posts = [
        {
            "slug": f"p{number}",
            "title": rng.choice(["A hive", "Honey"]),
            "text": f"TEXT OF p{number}",
            "author": rng.choice(authors)["handle"],
            "topics": rng.sample(topics, rng.randint(1, 3)),
        }
        for number in range(7)
    ]
    comments = [{"post": rng.choice(posts)["slug"], "by": "Jo", "text": f"no. {number}"} for number in range(12)]
    database = stored({"authors": authors, "posts": posts, "comments": comments})
    for post in posts:
        page = one(database, solution.post_page(post["slug"]), post["slug"])
        got = [comment["text"] for comment in each(only(page, "comments")["comments"], "text", where="`comments`")]
        expected = [comment["text"] for comment in comments if comment["post"] == post["slug"]]
        assert got == expected, f"These are the comments of {post['slug']}."
    for topic in topics:
        got = sorted(post["slug"] for post in each(read(database, solution.topic_page(topic)), "slug"))
        assert got == [post["slug"] for post in posts if topic in post["topics"]], f"These are the posts on {topic}."
    for author in authors:
        page = one(database, solution.author_page(author["handle"]), author["handle"])
        got = [post["slug"] for post in each(only(page, "posts")["posts"], "slug", where="`posts`")]
        expected = [post["slug"] for post in posts if post["author"] == author["handle"]]
        assert got == expected, f"These are the posts of {author['handle']}."
