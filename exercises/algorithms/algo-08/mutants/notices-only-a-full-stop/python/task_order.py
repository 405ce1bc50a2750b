"""Put the tasks of a release in an order that works."""


class CircularNeeds(Exception):
    """Some tasks need one another in a circle, so none of them can be the first."""


def order_tasks(needs):
    """Return all tasks in a list, each after the ones it needs.

    `needs` has for each task a list of the tasks that must be done before it.

    Each task counts the needs it still waits for. A task that waits for none can be done, and those that it holds
    up wait for one less (Kahn's algorithm). What never gets its turn is in a circle, or behind one.
    """
    waits_for = dict.fromkeys(needs, 0)
    holds_up = {}
    for task, its_needs in needs.items():
        for need in set(its_needs):
            waits_for.setdefault(need, 0)
            waits_for[task] += 1
            holds_up.setdefault(need, []).append(task)
    order = [task for task, count in waits_for.items() if count == 0]
    for done in order:  # it grows under way
        for task in holds_up.get(done, ()):
            waits_for[task] -= 1
            if waits_for[task] == 0:
                order.append(task)
    if not order and waits_for:
        left = ", ".join(sorted(waits_for.keys() - set(order)))
        raise CircularNeeds(f"these tasks wait for one another: {left}")
    return order
