"""The passwords of a shop's customers."""

import hashlib
import hmac
import re
import secrets

SALT_BYTES = 16
KEY_BYTES = 32
STORED = re.compile(r"scrypt\$([0-9]{1,9})\$([0-9]{1,9})\$([0-9]{1,9})\$([0-9a-fA-F]{32})\$([0-9a-fA-F]{64})")
OLD = re.compile(r"[0-9a-f]{64}")


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
        salt = self.random_bytes(SALT_BYTES)
        n, r, p = self.cost
        return f"scrypt${n}${r}${p}${salt.hex()}${self._key(password, salt, self.cost).hex()}"

    def verify(self, password, stored):
        """Return whether the password is the one that the text was made from."""
        if parts := STORED.fullmatch(stored):
            cost, salt, key = tuple(map(int, parts.groups()[:3])), bytes.fromhex(parts[4]), bytes.fromhex(parts[5])
            return self.compare(self._key(password, salt, cost), key)
        if OLD.fullmatch(stored):
            return self.compare(hashlib.sha256(password.encode()).digest(), bytes.fromhex(stored))
        return False

    def needs_rehash(self, stored):
        """Return whether the text was made in an old way."""
        parts = STORED.fullmatch(stored)
        return parts is None or tuple(map(int, parts.groups()[:3])) != tuple(self.cost)

    def login(self, accounts, name, password):
        """Return whether somebody of this name has this password; accounts holds the texts by name."""
        stored = accounts.get(name, "")
        right = self.verify(password, stored)
        if right and self.needs_rehash(stored):
            accounts[name] = self.hash(password)
        elif not right and not STORED.fullmatch(stored):
            # Nothing has taken time so far: whoever measures would know that there is no such customer.
            self._key(password, bytes(SALT_BYTES), self.cost)
        return right

    def _key(self, password, salt, cost):
        n, r, p = cost
        return self.scrypt(password.encode(), salt=salt, n=n, r=r, p=p, dklen=KEY_BYTES)
