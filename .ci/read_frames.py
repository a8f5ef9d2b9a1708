"""Read the data of an installed wheel as the kind of frame that is named on the command line."""

import sys

import treaty_record

as_ = sys.argv[1]
timeline, events = treaty_record.timeline(as_=as_), treaty_record.load("events", as_=as_)
passages = treaty_record.evidence("events/kim-ratifies-treaty", as_=as_).passages
tables = treaty_record.load(as_=as_)
if as_ == "duckdb":
    assert tables.sql("SELECT count(*) FROM events").fetchall() == events.count("*").fetchall()
    assert events.types[events.columns.index("date_earliest")] == "DATE", events
assert len(timeline) == len(events) == treaty_record.load("events").height, as_
assert len(passages), as_
print(f"{len(timeline)} events as {type(events).__module__}.{type(events).__name__}")
