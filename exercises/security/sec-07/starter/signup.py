"""What is wrong with a form that somebody has filled in to sign up."""

FIELDS = ("username", "name", "email", "password", "born")


def problems(form, taken, today):
    """Return a dictionary with a sentence for each field that is refused; an empty one if all is well.

    Args:
        form: what came in, by field.
        taken: a list of the usernames that others have.
        today: the date, a datetime.date.
    """
    return {field: "Please fill this in." for field in FIELDS if not form[field]}
