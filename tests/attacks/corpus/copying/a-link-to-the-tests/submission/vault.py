import inspect

import hidden


def password():
    return inspect.getsource(hidden)
