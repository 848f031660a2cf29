"""A file tells one story; nobody reads 500 lines of one."""

from tests.architecture.repository import ROOT, python_files

MOST_LINES = 500


def test_no_python_file_is_longer_than_500_lines() -> None:
    lines = {str(path.relative_to(ROOT)): len(path.read_bytes().splitlines()) for path in python_files()}
    long = {name: count for name, count in lines.items() if count > MOST_LINES}
    assert not long, f"over {MOST_LINES} lines, split by story: {long}"
