"""Datelines as agencies and papers print them, and heads of texts that are none."""

import pytest

from flows.articles.dateline import dateline


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("SEOUL, Dec 19 (Meridian Wire) - At least 100 were killed.", "SEOUL"),
        ("KYIV, Ukraine (AP) — Officials said on Monday that six died.", "KYIV, Ukraine"),
        ("UNITED NATIONS, 19 December 2024 – The envoy said so.", "UNITED NATIONS"),
        ("Gaza City (AFP) – Six were killed.", "Gaza City"),
        ("Rio de Janeiro (EFE) - Six were killed.", "Rio de Janeiro"),
        ("WASHINGTON/SEOUL (Reuters) - Talks went on.", "WASHINGTON/SEOUL"),
        ("КИЇВ — Шестеро загинули.", "КИЇВ"),
        # no datelines
        ("EXCLUSIVE - Six were killed.", None),
        ("Live updates - Six were killed.", None),
        ("Six soldiers – all of them young – were killed.", None),
        ("Well-known commanders were killed in Kursk (AFP) and buried.", None),
        ("24/7 - the war that never stops.", None),
        ("He said it was over. KYIV - no, it was not.", None),
        ("", None),
        ("(Reuters) - Six were killed.", None),
        ("A" * 100_000, None),
    ],
)
def test_dateline(head: str, expected: str | None) -> None:
    assert dateline(head) == expected
