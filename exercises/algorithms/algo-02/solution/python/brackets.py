"""Find the bracket that is wrong in a configuration file."""

CLOSING = {"(": ")", "[": "]", "{": "}"}


def find_bracket_error(text):
    """Return the position of the first bracket that is wrong, or None where all are in order."""
    open_brackets = []
    for position, character in enumerate(text):
        if character in CLOSING:
            open_brackets.append((CLOSING[character], position))
        elif character in CLOSING.values():
            if not open_brackets or open_brackets[-1][0] != character:
                return position
            open_brackets.pop()
    return open_brackets[-1][1] if open_brackets else None
