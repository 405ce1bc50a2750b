"""How a learner's repository is read: the safe clone, and the questions that tests ask of it."""
