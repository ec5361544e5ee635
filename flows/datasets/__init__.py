"""Reference series: the rows of a data set as articles and claims of the same ledger, told by a small mapping file.

Modules: mapping (what a mapping file says), records (file -> rows), values (row -> figures), checks (what is refused or
flagged), frames (rows -> what the warehouse loads). `flows.dataset_run` carries a load out.
"""
