"""Commands as a user runs them, in this process."""

from __future__ import annotations

from click.testing import CliRunner, Result

from according.cli import cli


def run(*arguments: str) -> Result:
    """What `according ARGUMENTS…` did."""
    return CliRunner().invoke(cli, list(arguments))


def done(*arguments: str) -> str:
    """What it printed; it must have succeeded."""
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return result.stdout
