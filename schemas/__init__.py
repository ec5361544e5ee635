"""What is valid: pandera models, checks and vocabularies."""
