"""Who says: the source of a figure in every wording of its text, and the registered claimant behind it."""
