"""The comments below an article, and the orders in which they are needed."""


def reading_order(parents):
    order = []
    waiting = replies_to(-1, parents)[::-1]
    while waiting:
        comment = waiting.pop()
        order.append(comment)
        waiting += replies_to(comment, parents)[::-1]
    return order


def deletion_order(parents):
    order = []
    waiting = replies_to(-1, parents)
    while waiting:
        comment = waiting.pop()
        order.append(comment)
        waiting += replies_to(comment, parents)
    return order[::-1]


def levels(parents):
    found = []
    level = replies_to(-1, parents)
    while level:
        found.append(level)
        level = [reply for comment in level for reply in replies_to(comment, parents)]
    return found


def replies_to(comment, parents):
    return [number for number, parent in enumerate(parents) if parent == comment]
