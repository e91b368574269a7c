"""After the last step: an organiser makes the PDF of the synthesis, and it is looked through."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

from eventlab.machine import missing_pdf_packages
from eventlab.rehearsal.client import Client
from eventlab.rehearsal.day import Day

FILE = "synthese.pdf"
LONGEST_S = 180
_LOOK_S = 0.5


def leave(day: Day, office_link: str, out: Path) -> dict[str, Any]:
    """Make the synthesis and check it; what is wrong is a fault. Gives what to tell of it."""
    office = Client(day.base_url)
    fields = {"name": "Nadia", "phrase": "beffroi-loutre-tambour"}
    if office.post(office_link, fields).status_code != 303:
        day.record.fault("the office did not let its organiser in")
        return {}
    office.forget_token()
    here = f"/office/e/{day.code}"
    told = office.get(f"{here}/synthesis/report.json").json()
    _check_counts(day, told)
    if missing_pdf_packages():
        day.record.note("no PDF: a library is missing")
        return {"pages": 0}
    return _check_pdf(day, office, here, told, out)


def _check_counts(day: Day, told: dict[str, Any]) -> None:
    texts = [*told["loose"], *(one for theme in told["themes"] for one in theme["problems"])]
    written = sum(1 + len(one["same"]) for one in texts)
    wall = len(day.screen.items("problem"))
    if written < wall:
        day.record.fault(f"{wall} texts on the wall, {written} in the synthesis")


def _check_pdf(
    day: Day, office: Client, here: str, told: dict[str, Any], out: Path
) -> dict[str, Any]:
    began = time.perf_counter()
    started = office.post(f"{here}/print/report")
    job = started.headers.get("Location")
    if job is None:
        day.record.fault(f"the PDF did not begin: {started.status_code} {started.text[:200]}")
        return {}
    state = _wait(office, job)
    if state["state"] != "done":
        day.record.fault(f"the PDF ended as {state['state']}")
        return {}
    seconds = round(time.perf_counter() - began, 1)
    path = out / FILE
    path.write_bytes(office.get(f"{job}/file").content)
    _check_words(day, path, told)
    return {"pages": state["page"], "seconds": seconds, "kb": path.stat().st_size // 1024}


def _wait(office: Client, job: str) -> dict[str, Any]:
    until = time.perf_counter() + LONGEST_S
    state: dict[str, Any] = {"state": "running", "page": 0}
    while time.perf_counter() < until:
        state = office.get(f"{job}.json").json()
        if state["state"] != "running":
            break
        time.sleep(_LOOK_S)
    return state


def _check_words(day: Day, path: Path, told: dict[str, Any]) -> None:
    """Look for the title of every idea in the words of the PDF."""
    if not path.read_bytes().startswith(b"%PDF"):
        day.record.fault("the synthesis is no PDF")
    reader = shutil.which("pdftotext")
    if reader is None:
        day.record.note("no pdftotext: the words of the PDF were not read")
        return
    done = subprocess.run([reader, str(path), "-"], capture_output=True, check=False)
    words = _letters(done.stdout.decode(errors="replace"))
    for idea in told["ideas"]:
        if _letters(idea["title"]) not in words:
            day.record.fault(f"idea {idea['number']} is not in the PDF")


def _letters(text: str) -> str:
    # Lines are broken and hyphened on paper: only letters and figures are compared.
    return re.sub(r"\W", "", text)
