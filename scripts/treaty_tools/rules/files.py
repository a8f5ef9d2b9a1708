"""Rules that are checked while files are read: descriptors, tables and sources."""

from .rule import read_rule

read_rule(
    "descriptor",
    1,
    "datapackage.json is a Data Package, and each of its properties holds what the standard says.",
    "Everything else is read through it.",
)
read_rule(
    "resource",
    1,
    "Each table is there once, as a regular file within the package that is written as its description says.",
    "A stranger's package must not make us open what is not its own.",
)
read_rule(
    "schema",
    1,
    "The descriptor gives each table the contract's columns, types and keys, and declares nothing unchecked.",
    "Other tools read the data as the descriptor says.",
)
read_rule(
    "hash",
    1,
    "A file has the SHA-256 that the descriptor gives.",
    "A changed or half-written file is noticed.",
)
read_rule(
    "bytes",
    1,
    "A file has the length that the descriptor gives.",
    "A changed or half-written file is noticed.",
)
read_rule(
    "rows",
    1,
    "A table has as many rows as the descriptor gives.",
    "A changed or half-written file is noticed.",
)
read_rule(
    "type",
    1,
    "A cell of a typed column is written as its type: 3, true, 2024-11-12.",
    "Readers differ in what else they take for a number or a date, so that one file would load as different data.",
)
read_rule(
    "encoding",
    1,
    "A file is UTF-8 without byte order mark, its lines ended by LF.",
    "Readers differ in what they make of anything else; one of them will show wrong letters.",
)
read_rule(
    "header",
    1,
    "The first line names the contract's columns, in order.",
    "A reader that goes by position and one that goes by name must find the same cells.",
)
read_rule(
    "csv",
    1,
    "Every line has as many cells as the header, and quotes are where RFC 4180 allows them.",
    "A reader that fills up or cuts off a line shifts cells silently; a file said to be Parquet is Parquet.",
)
read_rule(
    "toml",
    1,
    "A source file is a regular file of TOML in UTF-8, of sane size and depth.",
    "A stranger's pull request is read, never run.",
    of_sources=True,
)
read_rule(
    "source-file",
    1,
    "The sources are package, vocabulary, actors, events, claims, retirements, each .toml, and articles/*.toml.",
    "A file with a misspelt name would be left out without a word.",
    of_sources=True,
)
read_rule(
    "source-key",
    1,
    "A key of a source file is an id, or a column or list that its table has.",
    "A misspelt key would be left out without a word.",
    of_sources=True,
)
read_rule(
    "source-type",
    1,
    "A value of a source file has the type that its column asks for.",
    "A date or a number without quotes would be written otherwise than it was typed.",
    of_sources=True,
)
read_rule(
    "rebuilt",
    5,
    "The committed package is byte for byte what the sources build.",
    "Nobody can then change the data without the sources that say why; 'treaty build --check' checks it.",
)
