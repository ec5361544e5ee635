"""What runs: articles to claims to warehouse."""
