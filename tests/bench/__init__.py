"""The benchmark: accuracy, speed and memory in one table (`make bench`)."""
