"""The text as every rule reads it: tokens and sentences, and the words, names and verbs found in them."""
