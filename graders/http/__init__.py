"""What a test may hold of a learner's server: requests, answers, raw connections, signals. All of it bounded."""
