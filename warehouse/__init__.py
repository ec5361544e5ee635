"""What is kept: the private ledger that one writer works on, and the published file that everybody else reads.

Only this package knows DuckDB. Its modules: connect (who may open what), migrate, load, publish, verify, reads, export,
meanings.
"""
