def attempts(host):
    """Functions that try to reach something outside."""
