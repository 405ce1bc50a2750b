"""Put the tasks of a release in an order that works."""


class CircularNeeds(Exception):
    """Some tasks need one another in a circle, so none of them can be the first."""


def order_tasks(needs):
    """Return all tasks in a list, each after the ones it needs.

    `needs` has for each task a list of the tasks that must be done before it.
    """
    waiting = dict(needs)
    for its_needs in needs.values():
        for need in its_needs:
            waiting.setdefault(need, [])
    order = {}
    while waiting:
        ready = [task for task, its_needs in waiting.items() if all(need in order for need in its_needs)]
        if not ready:
            raise CircularNeeds("none of the tasks that are left can begin")
        for task in ready:
            order[task] = True
            del waiting[task]
    return list(order)
