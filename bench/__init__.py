"""How quick is the kit beside what a teacher would otherwise use? `make bench` measures it in one run."""

import sys
from pathlib import Path

# The browser tests find each other as pytest lets them: by their own folder.
sys.path.append(str(Path(__file__).parents[1] / "tests" / "browser"))
