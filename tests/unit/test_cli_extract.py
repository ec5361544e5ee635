"""`extract`: one line in, one line out, in order, as a stream."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.lines import CHUNK_LINES, answers
from flows.parallel import CHUNKS_PER_WORKER

Program = Callable[..., subprocess.CompletedProcess[str]]
TEXT = "Officials in Kyiv said on Monday that more than 3,000 North Korean soldiers had been killed in Kursk."


def article(number: int, **more: object) -> str:
    return json.dumps({"id": f"a{number}", "text": TEXT, "published": "2024-12-23", **more})


def test_lines_come_out_in_the_order_of_the_lines_that_went_in(program: Program) -> None:
    done = program("extract", "-", given="\n".join(article(number) for number in range(200)))
    assert (done.returncode, done.stderr) == (0, "")
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [f"a{number}" for number in range(200)]


def test_two_workers_give_the_same_bytes_as_one(program: Program, tmp_path: Path) -> None:
    (tmp_path / "articles.jsonl").write_text("\n".join(article(number) for number in range(300)))
    one = program("extract", "articles.jsonl")
    assert one.returncode == 0
    assert program("extract", "articles.jsonl", "--workers", "2").stdout == one.stdout


def test_offsets_hold_the_expression_also_after_emoji_and_combining_marks(program: Program) -> None:
    text = "🕊️ Café\u0301 \u202bשלום\u202c. " + TEXT
    done = program("extract", given=json.dumps({"id": 7, "text": text, "published": "2024-12-23T08:00:00Z"}) + "\n")
    answer = json.loads(done.stdout)
    assert answer["id"] == 7
    assert [claim["expr"] for claim in answer["claims"]] == ["more than 3,000"]
    assert [text[claim["start"] : claim["end"]] for claim in answer["claims"]] == ["more than 3,000"]
    assert {"source", "place", "period", "sentence", "reasons", "extractor_version"} <= set(answer["claims"][0])


def test_a_bad_line_is_named_with_its_reason_and_the_rest_goes_on(program: Program, tmp_path: Path) -> None:
    lines = [article(number) for number in range(1, 11)]
    lines[6] = '{"id": "a7", "text": "cut'
    lines[7] = '{"id": "a8"}'
    lines[8] = article(9, published="Monday")
    (tmp_path / "night.jsonl").write_text("\n".join(lines))
    done = program("extract", "night.jsonl")
    assert done.returncode == 0
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [f"a{n}" for n in (1, 2, 3, 4, 5, 6, 9, 10)]
    told = done.stderr.splitlines()
    assert told[0].startswith("conflict-figures: night.jsonl line 7: not JSON")
    assert told[1] == 'conflict-figures: night.jsonl line 8: "text" is missing'
    assert told[2].startswith('conflict-figures: night.jsonl line 9: "published" is no ISO date')
    assert told[3] == "conflict-figures: night.jsonl: 8 articles read, 2 lines skipped"


@pytest.mark.parametrize("given", ["not json\n", '"a string"\n', "\x00\x01\x02"])
def test_nothing_readable_is_a_failure(program: Program, given: str) -> None:
    done = program("extract", given=given)
    assert (done.returncode, done.stdout) == (1, "")
    assert "line 1" in done.stderr


def test_an_empty_input_is_none(program: Program) -> None:
    done = program("extract", given="\n")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_missing_file_is_named(program: Program) -> None:
    done = program("extract", "nowhere.jsonl")
    assert done.returncode == 1
    assert done.stderr.startswith("conflict-figures: nowhere.jsonl: no such file or directory. Next: look at the path")
    assert len(done.stderr.splitlines()) == 1


def test_a_line_that_is_too_long_is_skipped_without_losing_the_next() -> None:
    stream = io.BytesIO(b'{"id": 1, "text": "' + b"9" * 5_000 + b'"}\n' + article(2).encode())
    first, second = answers(stream, max_bytes=1_000)
    assert first.line is None
    assert first.fault
    assert first.fault.message == "longer than 1,000 bytes"
    assert second.line
    assert json.loads(second.line)["id"] == "a2"


class Endless(io.RawIOBase):
    """Articles without end; it counts how many were asked for."""

    asked = 0

    def readline(self, size: int | None = -1, /) -> bytes:
        self.asked += 1
        return article(self.asked).encode() + b"\n"


@pytest.mark.parametrize("workers", [1, 2])
def test_an_endless_stream_is_answered_with_a_bounded_number_of_lines_read_ahead(workers: int) -> None:
    stream = Endless()
    stream_of_answers = answers(stream, max_bytes=10_000, workers=workers)  # type: ignore[arg-type]
    assert next(stream_of_answers).line
    assert stream.asked <= CHUNK_LINES * (1 if workers == 1 else workers * CHUNKS_PER_WORKER + 1)
    stream_of_answers.close()  # type: ignore[attr-defined]


def test_explain_names_the_words_behind_each_field(program: Program) -> None:
    done = program("extract", "--explain", given=article(1))
    assert done.returncode == 0
    assert "“more than 3,000”" in done.stdout
    assert "metric" in done.stdout
    assert "killed" in done.stdout


def test_extract_loads_nothing_of_the_other_stages() -> None:
    script = (
        "import sys; sys.argv = ['conflict-figures', 'extract']\n"
        "from flows.cli import main\n"
        "try: main()\n"
        "finally: print('HEAVY', [n for n in ('pandas', 'pandera', 'prefect', 'duckdb', 'lxml') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], input=article(1), capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines()[-1] == "HEAVY []"
