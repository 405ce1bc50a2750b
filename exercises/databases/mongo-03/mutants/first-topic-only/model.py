"""How the blog is stored in MongoDB, and what each page reads."""


def documents(blog):
    """Return what to store: a dictionary from the name of a collection to a list of documents.

    A post holds its comments and a copy of what pages say of its author; an author holds the titles of their posts.
    """
    names = {author["handle"]: author["name"] for author in blog["authors"]}
    posts = [
        {
            "slug": post["slug"],
            "title": post["title"],
            "text": post["text"],
            "topics": post["topics"][:1],
            "author": {"handle": post["author"], "name": names[post["author"]]},
            "comments": [
                {"by": comment["by"], "text": comment["text"]}
                for comment in blog["comments"]
                if comment["post"] == post["slug"]
            ],
        }
        for post in blog["posts"]
    ]
    authors = [
        {
            **author,
            "posts": [
                {"slug": post["slug"], "title": post["title"]}
                for post in blog["posts"]
                if post["author"] == author["handle"]
            ],
        }
        for author in blog["authors"]
    ]
    return {"posts": posts, "authors": authors}


def post_page(slug):
    """Return the collection and the filter that the page of a post reads."""
    return "posts", {"slug": slug}


def topic_page(topic):
    """Return the collection and the filter that the page of a topic reads."""
    return "posts", {"topics": topic}


def author_page(handle):
    """Return the collection and the filter that the page of an author reads."""
    return "authors", {"handle": handle}
