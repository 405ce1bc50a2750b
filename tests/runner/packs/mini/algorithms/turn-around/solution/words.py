def turned(word: str) -> str:
    """The word, last letter first."""
    return word[::-1]
