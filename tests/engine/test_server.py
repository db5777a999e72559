"""What the kit adds to JupyterLab must arrive after an update."""

import json
import sys
from pathlib import Path

RENDERER = Path(sys.prefix) / "share" / "jupyter" / "labextensions" / "signaal"


def test_the_renderer_is_not_served_from_a_folder_that_browsers_keep_for_a_year():
    load = json.loads((RENDERER / "package.json").read_text(encoding="utf-8"))["jupyterlab"]["_build"]["load"]
    assert (RENDERER / load).is_file()
    assert "static" not in Path(load).parts


def test_the_renderer_hosts_the_modules_of_this_version():
    here = Path(__file__).parents[2] / "signaal" / "browser"
    for path in here.iterdir():
        served = RENDERER / "renderer" / "browser" / path.name
        assert served.read_bytes() == path.read_bytes(), (
            "run `make lab` or `make test`: they install it again"
        )
