"""Long PDF files, made beside the requests: how far they are, stopping them, fetching them.

What is told stands in the database: another process may answer the page that asks.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from eventlab.errors import Refusal
from eventlab.extensions import now_ms, reading, transaction
from eventlab.printing import CannotPrint, PrintStopped, Progress, print_page
from eventlab.synthesis.models import PrintJob
from eventlab.synthesis.rules.archive import add_to_zip

logger = logging.getLogger(__name__)

KEEP_MS = 3600 * 1000
SILENT_MS = 15_000
_TELL_MS = 600


@dataclass(frozen=True)
class Archive:
    """A ZIP that waits for a PDF of this name."""

    without_pdf: bytes
    name: str

    def with_pdf(self, pdf: bytes) -> bytes:
        """The whole archive."""
        return add_to_zip(self.without_pdf, self.name, pdf)


def start_job(
    event_id: int, name: str, html: str, then: Callable[[bytes], bytes] | None = None
) -> str:
    """Begin to make a PDF of a page; gives the job's id. Those of the event that ended are dropped.

    What is kept is the PDF, or what ``then`` makes of it.
    Raises ``Refusal("already_printing")`` while another of the event is made.
    """
    with transaction() as session:
        running = session.scalars(
            select(PrintJob).where(PrintJob.event_id == event_id, PrintJob.state == "running")
        ).all()
        if any(now_ms() - job.told_at < SILENT_MS for job in running):
            raise Refusal("already_printing")
        session.execute(delete(PrintJob).where(PrintJob.event_id == event_id))
        job = PrintJob(event_id=event_id, name=name)
        session.add(job)
    threading.Thread(target=_run, args=(job.id, html, then), name="print", daemon=True).start()
    return job.id


def drop_old_jobs() -> None:
    """Let go of files nobody has fetched for an hour: slips with personal codes are among them."""
    with transaction() as session:
        session.execute(delete(PrintJob).where(PrintJob.told_at < now_ms() - KEEP_MS))


def _run(job_id: str, html: str, then: Callable[[bytes], bytes] | None) -> None:
    told = 0

    def going_on(progress: Progress) -> bool:
        nonlocal told
        if now_ms() - told < _TELL_MS:
            return True
        told = now_ms()
        return _tell(job_id, stage=progress.stage, page=progress.page)

    try:
        printed = print_page(html, going_on)
        content = then(printed.content) if then else printed.content
        _tell(job_id, state="done", page=printed.pages, content=content)
    except PrintStopped:
        logger.info("a PDF was stopped")
    except (CannotPrint, DBAPIError) as wrong:
        logger.warning("a PDF could not be made: %s", type(wrong).__name__)
        _give_up(job_id)


def _give_up(job_id: str) -> None:
    try:
        _tell(job_id, state="failed")
    except DBAPIError:
        logger.warning("a PDF that failed could not be noted")  # it will seem to have died


def _tell(job_id: str, **values: object) -> bool:
    """Write how far a job is; False when nobody wants it any more."""
    with transaction() as session:
        row = session.execute(
            update(PrintJob)
            .where(PrintJob.id == job_id, PrintJob.state == "running")
            .values(told_at=now_ms(), **values)
            .returning(PrintJob.id)
        )
        return row.scalar() is not None


def stop_job(event_id: int, job_id: str) -> None:
    """Ask a job to stop; one that has ended stays as it is."""
    with transaction() as session:
        session.execute(
            update(PrintJob)
            .where(
                PrintJob.event_id == event_id, PrintJob.id == job_id, PrintJob.state == "running"
            )
            .values(state="stopped")
        )


def job_of(event_id: int, job_id: str) -> PrintJob:
    """One job of the event; one that died with its server counts as failed.

    Raises ``Refusal("print_gone")``.
    """
    with reading() as session:
        job = session.get(PrintJob, job_id)
    if job is None or job.event_id != event_id:
        raise Refusal("print_gone")
    if job.state == "running" and now_ms() - job.told_at > SILENT_MS:
        job.state = "failed"
    return job
