"""Numbers and tables in Markdown."""

from collections.abc import Sequence


def markdown_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def count(value: int) -> str:
    """Formats 12345 as 12,345."""
    return f"{value:,}"


def percent(fraction: float) -> str:
    return f"{100 * fraction:.2f} %"


def number(value: float, unit: str) -> str:
    """Formats with two decimals, or two significant digits below 0.1."""
    text = f"{value:.2f}" if value == 0 or abs(value) >= 0.1 else f"{value:.2g}"
    return f"{text} {unit}".rstrip()
