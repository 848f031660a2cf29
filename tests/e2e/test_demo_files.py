"""./run demo with files serves what it shows."""

import re
from pathlib import Path

from tests.api_requests import RECORDS
from tests.e2e.server import ROOT, serving

META = ROOT / "tests" / "fixtures" / "meta" / "insights_rows.json"


def test_the_demo_serves_the_files_rows_to_the_key_that_it_prints(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with serving(data, str(META), "missing.json", "--port", "0", command="demo") as server:
        printed = (tmp_path / "data.out").read_text()
        key = re.search(r"^API key +(\S+)$", printed, re.MULTILINE)
        assert key is not None
        assert server.say(key[1], RECORDS, first=1)["records"]["totalCount"] == 3
        assert "missing.json: It cannot be read" in server.log.read_text()
        assert not (data / "records.duckdb").exists()
