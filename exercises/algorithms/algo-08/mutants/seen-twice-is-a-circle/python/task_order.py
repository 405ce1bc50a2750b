"""Put the tasks of a release in an order that works."""


class CircularNeeds(Exception):
    """Some tasks need one another in a circle, so none of them can be the first."""


def order_tasks(needs):
    """Return all tasks in a list, each after the ones it needs.

    `needs` has for each task a list of the tasks that must be done before it.
    """
    order = []
    seen = set()

    def visit(task):
        if task in seen:
            raise CircularNeeds(f"{task} comes by a second time")
        seen.add(task)
        for need in needs.get(task, []):
            visit(need)
        order.append(task)

    for task in needs:
        if task not in seen:
            visit(task)
    return order
