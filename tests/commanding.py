"""Commands as a user runs them, in this process."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

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


def analysed(question: str, table: Path, *options: str) -> dict[str, Any]:
    """The record that a question of a table gives: an answer or a refusal."""
    result = run("analyse", question, "--table", str(table), "--format", "jsonl", *options)
    assert result.exit_code in (0, 5), result.output
    record = json.loads(result.stdout)
    assert isinstance(record, dict)
    return record


def figures(record: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The rows of a record's table, by column."""
    table = next(table for table in record["tables"] if table["name"] == name)
    return [dict(zip(table["columns"], row, strict=True)) for row in table["rows"]]
