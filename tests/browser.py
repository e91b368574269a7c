"""A browser at the application's front door, with cookies and CSRF, without a network."""

from __future__ import annotations

import io
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse


class Browser:
    """Posts forms as our pages do."""

    def __init__(self, app: Flask) -> None:
        self.http = app.test_client()
        self._token = ""

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.http.get(path, **options)

    def post(
        self,
        path: str,
        fields: dict[str, Any] | None = None,
        key: str | None = None,
        script: bool = True,
    ) -> TestResponse:
        """POST a form with its token; ``script`` asks for JSON, else a page comes back."""
        if not self._token:
            self._token = self.http.get("/csrf.json").get_json()["token"]
        headers = {"X-CSRFToken": self._token, "Accept": "application/json" if script else "*/*"}
        if key:
            headers["Idempotency-Key"] = key
        return self.http.post(path, data=fields or {}, headers=headers)

    def join(self, code: str, perspective: str = "resident", **fields: Any) -> TestResponse:
        return self.post(f"/e/{code}/join", {"perspective": perspective, **fields})

    def enter(self, code: str, token: str) -> TestResponse:
        answer = self.post(f"/e/{code}/staff/{token}")
        self._token = ""  # a new role begins a new session
        return answer

    def open_office(self, token: str, phrase: str = "beffroi-loutre-tambour") -> TestResponse:
        """Come into the office by an organiser's one-time link."""
        answer = self.post(f"/office/welcome/{token}", {"name": "Nadia", "phrase": phrase})
        self._token = ""  # a new role begins a new session
        return answer

    def send_file(
        self, path: str, content: bytes, name: str = "fichier", **fields: Any
    ) -> TestResponse:
        """POST one file, as the form of a page does; a page comes back."""
        sent = {**fields, "file": (io.BytesIO(content), name)}
        return self.post(path, sent, script=False)
