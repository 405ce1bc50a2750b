"""The comments below an article, and the orders in which they are needed."""


def reading_order(parents):
    replies = replies_of(parents)

    def below(comment):
        order = [comment]
        for reply in replies[comment]:
            order += below(reply)
        return order

    return below(-1)[1:]


def deletion_order(parents):
    replies = replies_of(parents)
    order = []

    def delete(comment):
        for reply in replies[comment]:
            delete(reply)
        order.append(comment)

    delete(-1)
    return order[:-1]


def levels(parents):
    replies = replies_of(parents)
    found = []

    def visit(comment, depth):
        if depth == len(found):
            found.append([])
        found[depth].append(comment)
        for reply in replies[comment]:
            visit(reply, depth + 1)

    visit(-1, 0)
    return found[1:]


def replies_of(parents):
    replies = {comment: [] for comment in range(-1, len(parents))}
    for comment, parent in enumerate(parents):
        replies[parent].append(comment)
    return replies
