"""What is wrong with a form that somebody has filled in to sign up."""

import re
import unicodedata
from datetime import date

FIELDS = ("username", "name", "email", "password", "born")
USERNAME = re.compile(r"[a-z][a-z0-9_-]{2,19}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
ADULT = 18


def problems(form, taken, today):
    """Return a dictionary with a sentence for each field that is refused; an empty one if all is well.

    Args:
        form: what came in, by field.
        taken: a list of the usernames that others have.
        today: the date, a datetime.date.
    """
    found = {field: "There is no such field." for field in form if field not in FIELDS}
    texts = {field: form[field] for field in FIELDS if isinstance(form.get(field), str)}
    for field in FIELDS:
        if field not in texts:
            found[field] = "Please fill this in."
        elif sentence := refusal(field, texts, taken, today):
            found[field] = sentence
    return found


def refusal(field, texts, taken, today):
    """Return why a field is refused, or None."""
    text = texts[field]
    if field == "username":
        return username_refusal(text, taken)
    if field == "name":
        return None if is_name(text) else "1 to 80 characters, please, on one line."
    if field == "email":
        return None if is_email(text) else "This is no address that mail could be sent to."
    if field == "password":
        return password_refusal(text, texts.get("username", ""))
    return born_refusal(text, today)


def username_refusal(text, taken):
    """Return why a username is refused, or None."""
    if not USERNAME.fullmatch(text):
        return "3 to 20 small letters, digits, - and _, please, a letter first."
    return "Somebody else has this name." if text in taken else None


def is_name(text):
    """Return whether somebody may be called this; what names look like is not ours to say."""
    return len(text) <= 80 and bool(text.strip()) and not has_controls(text)


def is_email(text):
    """Return whether mail could be sent there; whether it arrives, only a mail can tell."""
    local, _, host = text.partition("@")
    if len(text) > 254 or not 1 <= len(local) <= 64 or "@" in host:
        return False
    labels = host.split(".")
    return len(labels) >= 2 and all(labels) and not has_controls(text) and not any(map(str.isspace, text))


def has_controls(text):
    """Return whether there is a control character, such as a line break, in the text."""
    return any(unicodedata.category(character).startswith("C") for character in text)


def password_refusal(text, username):
    """Return why a password is refused, or None. Only its length makes it strong."""
    if not 12 <= len(text) <= 128:
        return "12 to 128 characters, please; several words are fine."
    if username and username.lower() in text.lower():
        return "Not with your username in it, please."
    return None


def born_refusal(text, today):
    """Return why a date of birth is refused, or None."""
    try:
        born = date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        born = None
    if born is None:
        return "A day of the calendar, please, like 2001-12-31."
    # As numbers in order: who was born on 29 February has a birthday in each year, if need be on 1 March.
    if (born.year + ADULT, born.month, born.day) > (today.year, today.month, today.day):
        return "You have to be 18 years old."
    return None
