"""What goes into a wheel beside the package? The course: whoever installs it has every lesson, without a clone."""

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

COURSE = ("data", "notebooks", "exercises", "docs", "README.md", "LICENSE", "LICENSE-content.md")


class CourseHook(BuildHookInterface):
    """Put the course in signaal/kit of a wheel; an editable install reads it in the clone."""

    def initialize(self, version, build_data):
        """Add the course to what the wheel includes; `version` is "standard" or "editable"."""
        if version == "standard":
            build_data["force_include"].update({name: f"signaal/kit/{name}" for name in COURSE})
