"""Files that the user adds for good, gazetteers and registries: where they are kept and how written."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

from according.errors import AccordingError

#: What may be a file's name without its ending.
NAME = re.compile(r"[A-Za-z0-9][\w.-]{0,63}")


def folder_of(variable: str, kind: str) -> Path:
    """The folder that the environment variable names, else `according/<kind>` under XDG_DATA_HOME or
    ~/.local/share."""
    own = os.environ.get(variable)
    if own:
        return Path(own)
    root = os.environ.get("XDG_DATA_HOME")
    share = Path(root) if root and Path(root).is_absolute() else Path.home() / ".local" / "share"
    return share / "according" / kind


def write_whole(raw: bytes, target: Path, what: str) -> None:
    """Write a file whole or not at all. AccordingError, naming `what`, where its folder cannot be written."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("wb", dir=target.parent, delete=False) as draft:
            draft.write(raw)
        Path(draft.name).replace(target)
    except OSError as fault:
        raise AccordingError(f"the {what} cannot be written to {target.parent}: {fault}") from fault
