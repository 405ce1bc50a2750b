"""What the grader ``quality`` looks at in a learner's source: text and trees, and what programs of ours say of them."""
