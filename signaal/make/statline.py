"""Does CBS StatLine still say what data/series.csv says? Run `python -m signaal.make.statline` on a machine with a network.

It reads the tables with the client `cbsodata` (in the extra `test`), compares and prints. It writes nothing, unless it is
asked to keep the tables: `python -m signaal.make.statline --keep folder`.

How CBS names the columns of these tables was not seen when this was written. So a value counts as found when any column
of its table has it, for the whole country and in that period. A change is said; but a value that happens to stand in
another column could hide one.
"""

import argparse
import csv
import re
import sys
from pathlib import Path

from attrs import frozen

from signaal.course.course import current
from signaal.course.figures import load_series
from signaal.course.numbers import write_number

# Huiselijk geweld, Veilig Thuis: CBS StatLine, CC BY 4.0.
TABLES = ("84848NED", "84849NED", "84850NED", "84851NED", "84852NED", "84853NED", "85361NED")
COUNTRY = "Nederland"


@frozen
class Cell:
    """One number of a StatLine table for the whole country; `period` as series.csv writes it ('2023', '2025-H1')."""

    table: str
    column: str
    period: str
    provisional: bool
    value: float


def period_of(title):
    """Return (period, is it provisional?) for what CBS calls a period; (None, False) for one the kit does not use.

    '2023*' is ('2023', True) and '2025 1e halfjaar' is ('2025-H1', False): CBS stars what is provisional.
    """
    match = re.fullmatch(r"(\d{4})(?: (\d)e halfjaar)?(\**)", title.strip())
    if not match:
        return None, False
    year, half, stars = match.groups()
    return f"{year}-H{half}" if half else year, bool(stars)


def fetch(table, keep=None):
    """Return the Cells of a StatLine table.

    Args:
        table: the identifier of the table, such as '84849NED'.
        keep: a folder in which the table is kept as CSV, or None.

    Raises:
        requests.RequestException: StatLine does not answer, or does not have the table.
        LookupError: the table has no periods, or no row for the whole country.
    """
    import cbsodata  # only here: whoever teaches or learns with the kit does not need it

    properties = cbsodata.get_meta(table, "DataProperties")
    titles = {p["Key"]: p["Title"] for p in properties if p["Type"] == "Topic"}
    time = next((p["Key"] for p in properties if p["Type"] == "TimeDimension"), None)
    countries = [
        (p["Key"], member["Key"])
        for p in properties
        if p["Type"].endswith("Dimension") and p["Key"] != time
        for member in cbsodata.get_meta(table, p["Key"])
        if member["Title"].strip() == COUNTRY
    ]
    if time is None or not countries:
        raise LookupError(table)
    # The tables by municipality are large: ask for the country alone. (In the client `typed=True` gives the untyped rows.)
    rows = cbsodata.get_data(table, filters=" and ".join(f"{key} eq '{code}'" for key, code in countries))
    if keep and rows:
        with (keep / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
    cells = []
    for row in rows:
        period, provisional = period_of(row[time])
        cells += [
            Cell(table, title, period, provisional, float(row[key]))
            for key, title in titles.items()
            if period and row.get(key) is not None
        ]
    return cells


def compare(series, cells):
    """Return ([what has changed, as Dutch sentences], [what is new there], how many values are the same).

    Args:
        series: Observations of data/series.csv; those whose source is a table that could be read are compared.
        cells: Cells of those tables.
    """
    changed, same, periods = [], 0, {}
    read = {cell.table for cell in cells}
    for row in series:
        table = row.source.removeprefix("cbs-").upper()
        if table not in read:
            continue
        periods.setdefault(table, set()).add(row.period)
        ours = f"{row.series}, {row.indicator}, {row.period}: {write_number(row.value)} {row.unit}"
        there = [cell for cell in cells if (cell.table, cell.period) == (table, row.period)]
        found = [cell for cell in there if cell.value == row.value]
        if not there:
            changed.append(f"{ours}. In {table} is er geen cijfer over deze periode. Kijk het na.")
        elif not found:
            near = min(there, key=lambda cell: abs(cell.value - row.value))
            changed.append(
                f"{ours}. Dat staat niet meer in {table}; het dichtst in de buurt is {write_number(near.value)} ({near.column}). "
                "Kijk het na en pas series.csv en de tekst aan."
            )
        elif row.status == "voorlopig" and not any(cell.provisional for cell in found):
            changed.append(f"{ours}. In {table} is dit niet meer voorlopig. Zet status op definitief.")
        else:
            same += 1
    new = [
        f"{table} heeft ook: {', '.join(sorted(there - periods.get(table, set())))}."
        for table in TABLES
        if (there := {cell.period for cell in cells if cell.table == table}) - periods.get(table, set())
    ]
    return changed, new, same


def main(arguments=None):
    """Fetch every table, compare and print; return the exit code: 1 when a table could not be read."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--keep", type=Path, metavar="folder", help="keep the tables there, as CSV")
    keep = parser.parse_args(arguments).keep
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
    cells, unread = [], []
    for table in TABLES:
        try:
            cells += fetch(table, keep)
        except ImportError:
            print("Het pakket cbsodata ontbreekt. Typ: pip install cbsodata.")
            return 1
        except LookupError:
            unread.append(
                f"{table}: hier staat geen rij voor heel Nederland, of geen periode. Kijk deze tabel zelf na."
            )
        except OSError as error:  # requests' errors are OSErrors
            unread.append(
                f"{table}: hier komt geen antwoord ({error}). Kijk of er internet is en of de tabel nog bestaat."
            )
    changed, new, same = compare(load_series(current()), cells)
    print("\n".join([*unread, *changed, *new, f"Rijen die nog hetzelfde zijn: {same}."]))
    return 1 if unread else 0


if __name__ == "__main__":
    sys.exit(main())
