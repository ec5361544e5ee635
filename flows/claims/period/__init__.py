"""When: the time expressions of a text, and what of them a figure covers: an event, a stretch, a total, a level."""
