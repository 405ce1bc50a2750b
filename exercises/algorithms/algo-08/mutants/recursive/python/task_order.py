"""Put the tasks of a release in an order that works."""


class CircularNeeds(Exception):
    """Some tasks need one another in a circle, so none of them can be the first."""


def order_tasks(needs):
    """Return all tasks in a list, each after the ones it needs.

    `needs` has for each task a list of the tasks that must be done before it.
    """
    order = {}
    under_way = set()

    def visit(task):
        if task in order:
            return
        if task in under_way:
            raise CircularNeeds(f"{task} needs itself in the end")
        under_way.add(task)
        for need in needs.get(task, []):
            visit(need)
        order[task] = True

    for task in needs:
        visit(task)
    return list(order)
