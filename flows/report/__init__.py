"""The static site: charts and pages from the published warehouse, by its views.

Its modules, in the order of the work: points (rows), subjects (what a page is about), marks and scales (what is drawn
where), svg and vega (the two drawings of the same marks), words, twins, pages, build (aside, then swapped in whole).
"""
