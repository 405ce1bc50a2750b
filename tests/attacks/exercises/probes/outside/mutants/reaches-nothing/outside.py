def attempts(host):
    return [lambda: None]


def name():
    return "outside"
