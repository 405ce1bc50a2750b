"""Find the bracket that is wrong in a configuration file."""

CLOSING = {"(": ")", "[": "]", "{": "}"}


def find_bracket_error(text):
    """Return the position of the first bracket that is wrong, or None where all are in order."""
    open_brackets = []
    wrong = 0
    for position, character in enumerate(text):
        if character in CLOSING:
            open_brackets.append((CLOSING[character], position))
        elif character in CLOSING.values():
            if not open_brackets or open_brackets[-1][0] != character:
                wrong = position
                break
            open_brackets.pop()
    else:
        wrong = open_brackets[-1][1] if open_brackets else 0
    return wrong or None
