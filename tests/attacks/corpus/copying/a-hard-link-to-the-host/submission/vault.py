import canary


def password():
    return open(canary.__file__).read()
