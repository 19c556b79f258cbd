"""What happens before a wheel or an sdist is built: what comes from npm is put into its place."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Vendor(BuildHookInterface):  # type: ignore[type-arg]
    """Runs .ci/vendor, which does nothing where all is there. It fails with CI=true alone; what
    is built without says so, and so do the sites that are made with it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        script = Path(self.root) / ".ci" / "vendor"
        if version != "editable" and script.is_file():
            subprocess.run([sys.executable, str(script)], check=True)
