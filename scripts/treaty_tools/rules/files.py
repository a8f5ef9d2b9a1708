"""Level 1, and one of level 5: rules that are checked while files are read: descriptors, tables and sources."""

from .rule import read_rule

read_rule(
    "descriptor",
    1,
    "datapackage.json is a Data Package, and each of its properties has a value that the standard allows.",
    why="Everything else is read through it.",
    fix="Correct datapackage.json as the message says, or run 'treaty build', which writes it.",
)
read_rule(
    "resource",
    1,
    "Each table occurs once, as a regular file inside the package, in the format that its description gives.",
    why="A package from a stranger must not make us open files that are not part of it.",
    fix="Correct the table's entry in datapackage.json, or restore the file; 'treaty build' writes both.",
)
read_rule(
    "schema",
    1,
    "The descriptor gives each table the contract's columns, types and keys, and declares nothing that is not checked.",
    why="Other tools read the data as the descriptor describes them.",
    fix="Correct the table's schema in datapackage.json, or run 'treaty build', which writes it.",
)
read_rule(
    "hash",
    1,
    "A file has the SHA-256 hash that the descriptor gives.",
    why="This detects files that were changed or only partly written.",
    fix="Restore the original file; if the change was intended, run 'treaty build', or update datapackage.json.",
)
read_rule(
    "bytes",
    1,
    "A file has the size that the descriptor gives.",
    why="This detects files that were changed or only partly written.",
    fix="Restore the original file; if the change was intended, run 'treaty build', or update datapackage.json.",
)
read_rule(
    "rows",
    1,
    "A table has as many rows as the descriptor gives.",
    why="This detects files that were changed or only partly written.",
    fix="Restore the original file; if the change was intended, run 'treaty build', or update datapackage.json.",
)
read_rule(
    "type",
    1,
    "A cell of a typed column is written as its type requires: 3, true, 2024-11-12.",
    why="Programs disagree on other spellings of numbers and dates, so that one file would load as different data.",
    fix="Write a whole number without plus sign, leading zeros or separators, a day as 2024-11-12, and true or false "
    "in lower case.",
)
read_rule(
    "encoding",
    1,
    "A file is UTF-8 without a byte order mark, and its lines end with LF.",
    why="Programs disagree on anything else, and some will show wrong characters.",
    fix="Save the file as UTF-8 without a byte order mark and with LF line endings, or run 'treaty build'.",
)
read_rule(
    "header",
    1,
    "The first line lists the contract's columns, in order.",
    why="Programs that read by position and programs that read by name must find the same cells.",
    fix="Restore the header: the columns in the order of the data dictionary; 'treaty build' writes it.",
)
read_rule(
    "csv",
    1,
    "A CSV file has as many cells in every line as in the header and is quoted as RFC 4180 requires; a .parquet file "
    "is Parquet.",
    why="Some programs pad or cut malformed lines silently, which shifts cells into other columns.",
    fix="Correct the line as the message says, or export the table again as CSV with commas between the cells.",
)
read_rule(
    "toml",
    1,
    "A source file is a regular file of TOML in UTF-8, within the limits on size and depth.",
    why="A stranger's pull request is parsed, never run.",
    fix="Correct the TOML at that line, often a missing quote or a repeated key, and save the file as UTF-8 without "
    "a byte order mark.",
    of_sources=True,
)
read_rule(
    "source-file",
    1,
    "The source files are package, vocabulary, actors, events, claims, retirements, each .toml, and articles/*.toml.",
    why="A file with a misspelled name would be ignored silently.",
    fix="Correct the file's name, or move the file out of scripts/sources/.",
    of_sources=True,
)
read_rule(
    "source-key",
    1,
    "A key in a source file is an id, or a column or list of its table.",
    why="A misspelled key would be ignored silently.",
    fix="Correct the key, to the nearest one if the message names it; an id is lower-case words and digits joined by "
    "hyphens.",
    of_sources=True,
)
read_rule(
    "source-type",
    1,
    "A value in a source file has the type that its column requires.",
    why="A date or a number without quotes could be rewritten in another form than it was typed.",
    fix='Put the value in quotes: dates and figures are text here (date = "2024-11-12").',
    of_sources=True,
)
read_rule(
    "rebuilt",
    5,
    "The committed package is byte for byte what its sources build.",
    why="The data cannot change without a change to the sources that explains it; 'treaty build --check' checks this.",
    fix="Run 'treaty build' and commit what it writes.",
)
