"""What the grader ``growth`` is made of: measurements at growing sizes, and what they say."""
