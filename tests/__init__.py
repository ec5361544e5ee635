"""The tests, and what measures and tries to break the tool; nothing of it is installed."""
