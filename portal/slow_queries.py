"""Statements are counted, and logged if they take long: without their parameters, which may be what people typed."""

import logging
from time import perf_counter

from django.conf import settings

from portal.counts import QUERIES, SLOW_QUERIES, counts

logger = logging.getLogger(__name__)

LONGEST_SHOWN = 1000  # characters


def watch(connection, **_kwargs):
    """For each new connection to the database."""
    if timed not in connection.execute_wrappers:
        connection.execute_wrappers.append(timed)


def timed(execute, sql, params, many, context):
    begun = perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        counts.own[QUERIES] += 1
        milliseconds = (perf_counter() - begun) * 1000
        if milliseconds >= settings.SLOW_QUERY_MS:
            counts.own[SLOW_QUERIES] += 1
            logger.warning("A statement took %d ms: %s", milliseconds, " ".join(sql.split())[:LONGEST_SHOWN])
