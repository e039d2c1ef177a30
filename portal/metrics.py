"""What a Prometheus may ask of one machine: numbers only, and closed to the public."""

import os
from pathlib import Path
from time import perf_counter

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.crypto import constant_time_compare

from portal import generation
from portal.counts import KINDS, SECONDS, STATUSES, counts
from portal.outage import watch
from portal.sign_in import is_private

FORMAT = "text/plain; version=0.0.4; charset=utf-8"
FILES = (settings.STATIC_URL, settings.MEDIA_URL)


class Measured:
    """Middleware that counts each request and its time. What the page cache answers does not come here."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        begun = perf_counter()
        response = self.get_response(request)
        counts.add_request(kind_of(request, response), response.status_code, perf_counter() - begun)
        return response


def kind_of(request, response):
    """One of a few kinds: no address is told."""
    if request.path_info.startswith(FILES):
        return "file"
    if is_private(request) or f"/{settings.ADMIN_PATH}/" in request.path_info:
        return "staff"
    if request.resolver_match and request.resolver_match.namespace == "search":
        return "search"
    return "page" if response.get("Content-Type", "").startswith("text/html") else "document"


def metrics(request):
    """Of all workers of this machine, whichever of them is asked; it needs no database."""
    if not settings.METRICS_TOKEN:
        raise Http404
    if not constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {settings.METRICS_TOKEN}"):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer", "Cache-Control": "no-store"})
    text = "".join(f"{line}\n" for family in families() for line in lines(*family))
    return HttpResponse(text, content_type=FORMAT, headers={"Cache-Control": "no-store"})


def families():
    """Name, type, meaning, and samples as (end of the name, labels, value)."""
    yield "requests_total", "counter", "Requests that Django answered.", request_samples()
    yield "request_duration_seconds", "histogram", "How long Django took for them.", duration_samples()
    yield "page_cache_hits_total", "counter", "Pages given from memory.", [("", {}, counts.total("cache_hits"))]
    yield "page_cache_misses_total", "counter", "Pages made to be kept.", [("", {}, counts.total("cache_misses"))]
    yield "page_cache_pages", "gauge", "Pages in the memory of all workers.", [("", {}, counts.total("cache_pages"))]
    yield "page_cache_bytes", "gauge", "Memory they need.", [("", {}, counts.total("cache_bytes"))]
    yield "database_up", "gauge", "Whether the database answers.", [("", {}, int(not watch.hears_nothing))]
    yield "database_queries_total", "counter", "Statements sent to it.", [("", {}, counts.total("queries"))]
    slow = counts.total("slow_queries")
    yield "database_slow_queries_total", "counter", "Those longer than SLOW_QUERY_MS.", [("", {}, slow)]
    yield "content_changes_total", "counter", "Changes of public content made on this machine.", change_samples()
    yield "worker_start_time_seconds", "gauge", "When a worker began.", worker_samples(lambda pid, started: started)
    yield "worker_memory_bytes", "gauge", "Memory that it uses.", worker_samples(lambda pid, started: memory_of(pid))


def request_samples():
    for kind in KINDS:
        for status in STATUSES:
            yield "", {"kind": kind, "status": f"{status}xx"}, counts.total((kind, "status", status))


def duration_samples():
    for kind in KINDS:
        sum_so_far = 0
        for bound in SECONDS:
            sum_so_far += counts.total((kind, "up to", bound))
            yield "_bucket", {"kind": kind, "le": "+Inf" if bound == SECONDS[-1] else bound}, sum_so_far
        yield "_sum", {"kind": kind}, counts.total((kind, "microseconds")) / 1_000_000
        yield "_count", {"kind": kind}, sum_so_far


def change_samples():
    try:
        yield "", {}, int.from_bytes(generation.counter.value(), "big")
    except OSError:
        return  # its file cannot be had


def worker_samples(value_of):
    for number, pid, started in counts.workers():
        if (value := value_of(pid, started)) is not None:
            yield "", {"worker": number}, value


def memory_of(pid):
    """In bytes; None where the system does not tell, or the process has gone."""
    try:
        pages = Path(f"/proc/{pid}/statm").read_text().split()[1]
    except OSError:
        return None
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def lines(name, kind, meaning, samples):
    """A family in Prometheus' text format. Names and labels are ours, so nothing needs escaping."""
    yield f"# HELP portal_{name} {meaning}"
    yield f"# TYPE portal_{name} {kind}"
    for end, labels, value in samples:
        said = ",".join(f'{label}="{content}"' for label, content in labels.items())
        yield f"portal_{name}{end}{{{said}}} {value}" if said else f"portal_{name}{end} {value}"
