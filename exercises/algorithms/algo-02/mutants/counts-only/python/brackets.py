"""Find the bracket that is wrong in a configuration file."""

OPENING = {")": "(", "]": "[", "}": "{"}


def find_bracket_error(text):
    """Return the position of the first bracket that is wrong, or None where all are in order."""
    open_positions = {"(": [], "[": [], "{": []}
    for position, character in enumerate(text):
        if character in open_positions:
            open_positions[character].append(position)
        elif character in OPENING:
            if not open_positions[OPENING[character]]:
                return position
            open_positions[OPENING[character]].pop()
    left = [position for positions in open_positions.values() for position in positions]
    return max(left, default=None)
