"""What goes into a wheel beside the package? The course: whoever installs it has every lesson, without a clone."""

from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

COURSE = ("data", "notebooks", "exercises", "docent", "docs", "README.md", "LICENSE", "LICENSE-content.md")


class CourseHook(BuildHookInterface):
    """Put the course in signaal/kit of a wheel; an editable install reads it in the clone."""

    def initialize(self, version, build_data):
        """Add the course to what the wheel includes; `version` is "standard" or "editable"."""
        if version != "standard":
            return
        root = Path(self.root)
        found = [
            path
            for name in COURSE
            for path in ((root / name).rglob("*") if (root / name).is_dir() else [root / name])
        ]
        names = [path.relative_to(root) for path in found if path.is_file()]
        # Not what an editor or JupyterLab left behind.
        names = [
            name for name in names if not any(part.startswith((".", "__pycache__")) for part in name.parts)
        ]
        build_data["force_include"].update({str(name): f"signaal/kit/{name.as_posix()}" for name in names})
