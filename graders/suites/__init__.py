"""What the grader ``test_suite`` is made of: versions of a program, and runs of a learner's tests against them."""
