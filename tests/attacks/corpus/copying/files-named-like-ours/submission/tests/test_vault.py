def test_a_number_is_doubled():
    pass
