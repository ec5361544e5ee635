"""The registry of sources."""

from pathlib import Path

import pytest

from flows.articles.load import find
from flows.articles.sources import Source, SourcesError, load_sources


def write(folder: Path, content: str) -> Path:
    path = folder / "sources.yml"
    path.write_text(content)
    return path


def test_the_package_brings_its_samples() -> None:
    (source,) = load_sources()
    assert (source.name, source.kind) == ("samples", "directory")
    names = [found.name for found in find([source])]
    assert len(names) == 16
    assert all(name.endswith(".html") for name in names)


def test_a_registry_of_ones_own(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "sources:\n  mine: {kind: directory, path: news}\n  theirs: {kind: urls, urls: ['https://news.example/a']}\n",
    )
    assert load_sources(path) == [
        Source("mine", "directory", path=tmp_path / "news"),
        Source("theirs", "urls", urls=("https://news.example/a",)),
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "holds no `sources`"),
        ("sources: {}", "holds no `sources`"),
        ("- a", "holds no `sources`"),
        ("sources: [", "no YAML"),
        ("sources: {a: {kind: feed}}", "source a: kind is 'feed'"),
        ("sources: {a: text}", "source a: kind is None"),
        ("sources: {a: {kind: urls}}", "source a: `urls` is no list"),
        ("sources: {a: {kind: urls, urls: [1]}}", "source a: `urls` is no list"),
        ("sources: {a: {kind: directory}}", "source a: `path` and `pattern`"),
        ("sources: {a: {kind: directory, path: x, patern: y}}", "source a: unknown field 'patern'"),
        ("sources: {a: {kind: directory, path: x, package: no_such_package}}", "source a: no package"),
    ],
)
def test_a_registry_that_is_wrong_says_where(tmp_path: Path, content: str, words: str) -> None:
    path = write(tmp_path, content)
    with pytest.raises(SourcesError) as caught:
        load_sources(path)
    assert str(path) in str(caught.value)
    assert words in str(caught.value)


def test_a_registry_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourcesError, match="cannot be opened"):
        load_sources(tmp_path / "gone.yml")
