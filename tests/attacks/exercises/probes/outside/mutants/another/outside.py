def attempts(host):
    return [lambda: "so it says"]


def name():
    return "inside"
