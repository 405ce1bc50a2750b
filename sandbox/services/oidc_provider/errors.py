"""What goes wrong in the provider, where it is not Authlib that says so."""

from __future__ import annotations


class Refused(Exception):
    """An order is not signed by who knows the secret, or is nothing that can be done."""
