"""Which books and weeks can a teacher use in class? Read from data/*.csv."""

from functools import partial

from attrs import frozen

from signaal.course.course import until_changed
from signaal.course.figures import load_sources, source_mistakes
from signaal.course.tables import load_table


@frozen
class Book:
    """A book for children: a row of data/books.csv. `group` is onderbouw, middenbouw, bovenbouw or alle."""

    id: str
    title: str
    authors: str
    group: str
    source: str
    note: str


@frozen
class Week:
    """A Week against child abuse: a row of data/weeks.csv. `start` is its first day in words."""

    year: str
    start: str
    theme: str
    organisers: str
    source: str
    note: str


@until_changed("books.csv", "sources.csv")
def load_books(course):
    """Return the books of a Course, data/books.csv, as a list of Books in the order of the file.

    Raises:
        ContentError: a row is malformed, is for no known group, has no known source, or its id stands twice.
    """
    source = partial(source_mistakes, sources=load_sources(course))
    return load_table(Book, course, "books", "boek", source)


@until_changed("weeks.csv", "sources.csv")
def load_weeks(course):
    """Return the weeks of a Course, data/weeks.csv, as a list of Weeks in the order of the file.

    Raises:
        ContentError: a row is malformed or has no known source.
    """
    source = partial(source_mistakes, sources=load_sources(course))
    return load_table(Week, course, "weeks", "rij", source)
