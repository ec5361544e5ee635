"""Sources to articles: load, archive the raw bytes, read text and metadata out of them."""
