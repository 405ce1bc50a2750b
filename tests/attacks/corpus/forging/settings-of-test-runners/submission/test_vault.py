def test_a_number_is_doubled(): pass
def test_the_password_is_known(): pass
