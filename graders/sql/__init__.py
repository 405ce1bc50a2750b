"""Judging SQL by its rows: engines, comparison, generated databases, shrinking, rules and advice."""
