"""Where a solution runs: sandboxes, the stream to them, and the values that cross it."""
