"""The comments below an article, and the orders in which they are needed."""


def reading_order(parents):
    """Return the numbers of the comments in the order in which they are read.

    A stack holds what is still to be read, the next one on top. Replies go on it youngest first, so that the
    oldest comes off first, with all that was replied to it before its younger siblings.
    """
    top, replies = _answered(parents)
    order = []
    waiting = top[::-1]
    while waiting:
        comment = waiting.pop()
        order.append(comment)
        waiting.extend(reversed(replies[comment]))
    return order


def deletion_order(parents):
    """Return the numbers of the comments, each after all replies to it.

    Read from behind, this is an order in which each comment stands before its replies, the youngest first: that
    of a stack onto which the replies go oldest first.
    """
    top, replies = _answered(parents)
    order = []
    waiting = top[:]
    while waiting:
        comment = waiting.pop()
        order.append(comment)
        waiting.extend(replies[comment])
    return order[::-1]


def levels(parents):
    """Return the numbers of the comments level by level, a list for each."""
    level, replies = _answered(parents)
    found = []
    while level:
        found.append(level)
        level = sorted(reply for comment in level for reply in replies[comment])
    return found


def _answered(parents):
    """Return the comments on the article itself, and a list of the replies to each comment, the oldest first."""
    top = []
    replies = [[] for _ in parents]
    for comment, parent in enumerate(parents):
        (top if parent == -1 else replies[parent]).append(comment)
    return top, replies
