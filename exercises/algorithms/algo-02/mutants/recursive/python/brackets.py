"""Find the bracket that is wrong in a configuration file."""

CLOSING = {"(": ")", "[": "]", "{": "}"}


class WrongBracket(Exception):
    """Carries the position of the bracket that is wrong."""


def find_bracket_error(text):
    """Return the position of the first bracket that is wrong, or None where all are in order."""
    try:
        position = 0
        while position < len(text):
            position = skip(text, position)
    except WrongBracket as wrong:
        return wrong.args[0]
    return None


def skip(text, position):
    """Return the position behind the character at `position` and all that is inside it."""
    character = text[position]
    if character in CLOSING.values():
        raise WrongBracket(position)
    if character not in CLOSING:
        return position + 1
    inside = position + 1
    while inside < len(text):
        if text[inside] == CLOSING[character]:
            return inside + 1
        inside = skip(text, inside)
    raise WrongBracket(position)
