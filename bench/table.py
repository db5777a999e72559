"""How does a measurement look on a terminal? As an aligned table, with ratios."""

from statistics import quantiles


def p95(values):
    """Return the 95th percentile of `values`."""
    return quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]


def times(value, base):
    """Return how many times `base` fits in `value`, as text."""
    ratio = value / base
    return f"{ratio:.2f}x" if ratio < 10 else f"{ratio:,.0f}x"


def show(head, rows):
    """Print rows of text under `head`, aligned; the first column to the left. A row may be shorter than the head."""
    rows = [[*row, *[""] * (len(head) - len(row))] for row in rows]
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    for row in (head, ["-" * width for width in widths], *rows):
        first, *rest = (f"{cell:>{width}}" for cell, width in zip(row, widths, strict=True))
        print(" ", row[0].ljust(len(first)), *rest, sep="  ")
    print(flush=True)
