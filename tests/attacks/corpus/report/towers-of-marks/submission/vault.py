import sys

MARKS = "z" + "\u0301\u0336\u20dd\u0489" * 25_000


def double(number):
    print(MARKS)
    return MARKS


def password():
    print("x" * 100_000)
    raise ValueError("y" * 100_000)


def code():
    sys.stdout.write("\U0001f468\u200d\U0001f469\u200d\U0001f467" * 20_000)
    return "\ufdfd" * 50_000


def words():
    raise type("E" * 50_000, (Exception,), {})(MARKS)
