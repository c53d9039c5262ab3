"""Questions put to histories, in a small language: ``majority("politburo") < 0.5 @ 1965-09``.

:func:`parse` reads a query, :func:`check` compares it with a case, :func:`resolve` reads it in the case's
names, and :meth:`Query.evaluate` answers it for every history. docs/queries.md tells the language.
"""

from ascendancy.query.check import check, resolve
from ascendancy.query.faults import QueryError
from ascendancy.query.grammar import parse
from ascendancy.query.question import Query

__all__ = ["Query", "QueryError", "check", "parse", "resolve"]
