"""How does the class server run? JupyterHub reads this file; `start` beside it installs and starts everything.

Hub, database and cookie secret stand in the folder in which JupyterHub starts (/var/lib/signaal, for root only).
"""

import os
import sys
from pathlib import Path

c = get_config()  # noqa: F821  JupyterHub gives it

HOUR = 3600

# --- the hub ---------------------------------------------------------------------------------------------------------
# On this machine only: Caddy stands in front of it, for https.
c.JupyterHub.bind_url = "http://127.0.0.1:8000"
# A hub that restarts leaves the servers of students alone, and finds them again.
c.JupyterHub.cleanup_servers = False
# The proxy that JupyterHub's own people make, from Debian; another Node than Debian's looks for its parts elsewhere.
os.environ.setdefault("NODE_PATH", "/usr/share/nodejs")
# The hub speaks Dutch where a student meets it.
c.JupyterHub.template_paths = [str(Path(__file__).resolve().parent / "templates")]

# --- who may come in --------------------------------------------------------------------------------------------------
# Accounts of this machine, made by `start`: each a number and a password of its own, without a name. Nobody is an admin:
# an admin of the hub could stop the servers of students, and nobody needs to.
c.JupyterHub.authenticator_class = "pam"
c.PAMAuthenticator.allowed_groups = {"signaal"}

# --- the server of a student --------------------------------------------------------------------------------------------
# Each in a unit of systemd of its own: its memory is limited, and it sees no files, processes or devices of another.
c.JupyterHub.spawner_class = "systemdspawner.SystemdSpawner"
c.Spawner.mem_limit = "1G"
c.SystemdSpawner.isolate_tmp = True
c.SystemdSpawner.isolate_devices = True
c.SystemdSpawner.disable_user_sudo = True
c.SystemdSpawner.unit_extra_properties = {
    "UMask": "0027",  # homes are closed (0700); in the hand-in folder the group `signaal-docent` may read
    "ProtectSystem": "strict",
    "ReadWritePaths": "/home/{USERNAME} /srv/signaal/inleveren/{USERNAME}",
    "ProtectProc": "invisible",
    "TasksMax": "256",
    # The lessons need no internet, and a kernel is a door to whatever network this machine is in.
    "IPAddressDeny": "any",
    "IPAddressAllow": "localhost",
}

c.Spawner.cmd = [sys.executable, "-m", "signaal.jupyter.hub"]
c.Spawner.notebook_dir = "~/lessen"
c.Spawner.default_url = "/lab/tree/notebooks/00_welkom.ipynb"
# What stands in a student's home does not change how the server runs.
c.Spawner.disable_user_config = True
# A class starts at once: 30 servers on two cores take their time, and none is given up.
c.Spawner.start_timeout = 300
c.Spawner.http_timeout = 300
c.Spawner.args = [
    "--ServerApp.terminals_enabled=False",
    # Not over TCP, where another account of this machine could listen to what a kernel says. The address is a path in the home,
    # of at most 107 characters: a name of an account has at most 22.
    "--KernelManager.transport=ipc",
    # Who went away leaves no memory in use: first the kernel, then the server. Files stay.
    f"--MappingKernelManager.cull_idle_timeout={HOUR}",
    "--MappingKernelManager.cull_connected=True",
    "--MappingKernelManager.cull_interval=300",
    f"--ServerApp.shutdown_no_activity_timeout={2 * HOUR}",
]
# The lessons of a course of your own: the folder that holds data/course.toml, readable for everybody.
if course := os.environ.get("SIGNAAL_COURSE"):
    c.Spawner.environment = {"SIGNAAL_COURSE": course}
