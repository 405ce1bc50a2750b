"""What a hidden test may hold in its hands: one pytest fixture for each kind of work handed in."""
