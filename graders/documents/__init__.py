"""The parts of the grader ``document``: formats, the real programs, clients that ask them, rules on plain text."""
