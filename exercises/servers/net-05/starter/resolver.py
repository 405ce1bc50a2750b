def resolve(records, name, kind):
    """The code, and the records of the answer: a list of (name, type, data)."""
    raise NotImplementedError
