// The exception InsufficientFunds belongs here.
