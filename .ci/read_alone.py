"""Read the data of an installed wheel with nothing but polars, and check what is said of missing libraries."""

import sys
from importlib.metadata import distributions

import treaty_record

tables = treaty_record.load()
found = treaty_record.evidence("events/kim-ratifies-treaty")
assert all((tables["events"].height, found.citations.height)), "the wheel has no data"
questions = {
    "timeline": treaty_record.timeline(),
    "figures": treaty_record.figures(),
    "contradictions": treaty_record.contradictions(),
    "reported_range": treaty_record.reported_range("troops-in-russia"),
    "who_cites_whom": treaty_record.who_cites_whom(),
}
assert all(frame.height for frame in questions.values()), questions
names = sorted(distribution.name for distribution in distributions() if distribution.name != "treaty-record")
print(f"read {sum(map(len, tables.values()))} rows in {len(tables)} tables with", *names)
for as_, extra in (("pandas", "pandas"), ("arrow", "pyarrow"), ("duckdb", "duckdb")):
    try:
        sys.exit(f"loaded as {as_} without its extra: {treaty_record.load('events', as_=as_)}")
    except ModuleNotFoundError as error:
        if not str(error).endswith(f"pip install 'treaty-record[{extra}]'"):
            raise
