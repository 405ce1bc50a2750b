"""What kata costs, measured against a bare ``python -m pytest`` of the same tests in the same run."""
