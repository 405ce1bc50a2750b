"""One module for each command; ``runner.cli`` imports only the one that is typed."""
