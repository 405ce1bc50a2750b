def turned(word):
    """The word, last letter first."""
    return word
