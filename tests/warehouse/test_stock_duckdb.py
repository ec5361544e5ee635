"""The published file in the hands of somebody who has DuckDB and nothing of this project."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb

from warehouse.connect import open_ledger
from warehouse.publish import publish

STRANGER = """
import importlib.util, json, sys
import duckdb
assert importlib.util.find_spec("warehouse") is None and importlib.util.find_spec("flows") is None
assert importlib.util.find_spec("pandas") is None and importlib.util.find_spec("pyarrow") is None
con = duckdb.connect(sys.argv[1], read_only=True)
views = [n for (n,) in con.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()]
counts = {name: con.execute(f'SELECT count(*) FROM (SELECT * FROM "{name}")').fetchone()[0] for name in views}
for asked in (
    "FROM figures_as_known_on(DATE '2025-06-30')",
    "FROM compare('casualties', 'PRK', NULL, NULL, NULL, NULL)",
    "FROM contradictions_in('russia-ukraine')",
    "FROM claim((SELECT min(claim_id) FROM claims))",
):
    # counted by DuckDB: its Python client wants a package of time zones to hand out instants
    counts[asked] = con.execute(f"SELECT count(*) FROM ({asked})").fetchone()[0]
con.execute("SET VARIABLE convention = 'acled'")
counts["convention"] = con.execute("SELECT convention FROM figures").fetchone()[0]
print(json.dumps(counts))
"""


def test_every_view_and_macro_answers_with_the_duckdb_module_alone(world: Any, tmp_path: Path) -> None:
    night = world()
    for name, best in (("a", 500), ("b", 400)):
        who = {"source": [name], "claimant": None}
        night.claim(night.article(name, f"It was {best}."), str(best), best, **who)
    with open_ledger(tmp_path / "ledger.duckdb") as con:
        night.load(con)
        publish(con, tmp_path / "figures.duckdb")
    # a folder that holds the duckdb module, its compiled part, and nothing else
    alone = tmp_path / "alone"
    alone.mkdir()
    packages = Path(duckdb.__file__).parents[1]
    for entry in packages.glob("*duckdb*"):
        (alone / entry.name).symlink_to(entry)
    done = subprocess.run(
        [sys.executable, "-S", "-P", "-c", STRANGER, str(tmp_path / "figures.duckdb")],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={"PYTHONPATH": str(alone)},
    )
    assert done.returncode == 0, done.stderr
    counts = json.loads(done.stdout)
    assert (counts["figures"], counts["series"], counts["comparison"], counts["contradictions"]) == (2, 2, 1, 1)
    assert counts["FROM compare('casualties', 'PRK', NULL, NULL, NULL, NULL)"] == 1
    assert counts["FROM figures_as_known_on(DATE '2025-06-30')"] == 2
    assert counts["FROM claim((SELECT min(claim_id) FROM claims))"] == 1
    assert counts["convention"] == "acled"
