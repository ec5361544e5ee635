"""Which numbers are figures, what they count, and what happened to it."""
