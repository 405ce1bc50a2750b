"""The program behind the service ``oidc``: an authorization server and OpenID Connect provider in a sandbox.

Authlib does the protocol. What is ours is what it is told (users, clients, lifetimes), the rules that it leaves open
and that we want strict, the page for signing in, the log, and the way in for tests:

    state.py      clients, users, codes, tokens, the log; all in memory
    protocol.py   Authlib's server with these rules
    control.py    what a test may ask for, signed with a secret (errors.py: refused)
    program.py    the pages, and the start

It is installed in an image by ``install.sh``, together with Authlib and Flask; nothing on this side imports it.
"""
