"""What happens when a student's server starts on a class server? The lessons come in the student's folder, then it starts.

JupyterHub runs `python -m signaal.jupyter.hub` as the student: the version of the lessons is that of the package, and what
the student changed stays (see copies.py).
"""

import os
import sys
from importlib.metadata import version
from pathlib import Path

from signaal.course.course import current, handout
from signaal.course.mistakes import ContentError
from signaal.jupyter.copies import put_files

HAND_IN = "inleveren"


def prepare(folder):
    """Put the lessons in `folder`, a Path, and never over what was changed there; say on stderr what did not work."""
    try:
        course = current()
        put_files(course.folder, handout(course), folder, version("signaal"))
    except ContentError as error:
        print("\n".join(error.mistakes), file=sys.stderr)
    except (
        OSError
    ) as error:  # a full disk: who has the lessons can go on reading, and is told when keeping fails
        print(f"{error.filename or folder}: de lessen konden niet worden klaargezet.", file=sys.stderr)


def main():
    """Prepare the folder that JupyterHub names, the working folder by default, and become the student's server."""
    from jupyterhub.singleuser import main as serve

    folder = Path(os.environ.get("JUPYTERHUB_ROOT_DIR") or Path.cwd()).expanduser()
    prepare(folder)
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # in a container; Jupyter refuses it otherwise
        sys.argv.append("--allow-root")
    serve()


if __name__ == "__main__":
    main()
