"""How the blog is stored in MongoDB, and what each page reads."""


def documents(blog):
    """Return what to store: a dictionary from the name of a collection to a list of documents."""
    return {"authors": blog["authors"], "posts": blog["posts"], "comments": blog["comments"]}


def post_page(slug):
    """Return the collection and the filter that the page of a post reads."""
    raise NotImplementedError


def topic_page(topic):
    """Return the collection and the filter that the page of a topic reads."""
    raise NotImplementedError


def author_page(handle):
    """Return the collection and the filter that the page of an author reads."""
    raise NotImplementedError
