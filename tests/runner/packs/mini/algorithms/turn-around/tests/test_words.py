from words import turned


def test_words_are_turned() -> None:
    """Words are turned around."""
    assert turned("kata") == "atak"
