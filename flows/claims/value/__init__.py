"""Numbers, the qualifiers at them, and the bounds that the two assert; which numbers are no figures."""
