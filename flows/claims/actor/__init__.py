"""Whose: the population and the side of the people or the materiel that a figure counts."""
