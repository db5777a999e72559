"""How does JupyterLab open on a folder with lessons?"""

import os
from urllib.parse import quote


def open_lab(folder, first, options):
    """Start JupyterLab on `folder` and stay until it stops.

    Args:
        folder: the Path of the folder that it shows.
        first: the notebook that it opens, a path from there with forward slashes, or None.
        options: more arguments for JupyterLab.
    """
    from jupyterlab.labapp import LabApp

    os.chdir(folder)  # the server asks from here which course it knows
    arguments = [f"--ServerApp.root_dir={folder}"]
    if first:  # as its start page: then the address that is printed leads there too
        arguments.append(f"--LabApp.default_url=/lab/tree/{quote(first)}")
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # in a container; JupyterLab refuses it otherwise
        arguments.append("--allow-root")
    LabApp.launch_instance(argv=[*arguments, *options])
