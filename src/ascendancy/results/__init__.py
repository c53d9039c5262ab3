"""The run folder: manifest, Parquet tables, weighed claims, the posterior; writing, reading, comparing."""

from ascendancy.results.content import plain, table_hash
from ascendancy.results.folder import RunFolder, RunFolderError, digest, read_run
from ascendancy.results.tables import COLUMNS, build
from ascendancy.results.write import write_run

__all__ = [
    "COLUMNS",
    "RunFolder",
    "RunFolderError",
    "build",
    "digest",
    "plain",
    "read_run",
    "table_hash",
    "write_run",
]
