"""Whether a figure is reported, planned or denied, and how likely an assessment calls it."""
