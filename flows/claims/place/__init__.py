"""Where: the places of a text, and which of them belongs to a figure."""
