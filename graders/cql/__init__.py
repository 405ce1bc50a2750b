"""CQL scripts and queries on a Cassandra in the sandbox: what was asked, what came back, and what the server read."""
