"""The real web, asked politely: which addresses, when, how, and what came of each."""
