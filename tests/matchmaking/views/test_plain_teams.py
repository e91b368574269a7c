"""My team on a phone without a script."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

from eventlab.live.journal import change
from eventlab.matchmaking.models import Member
from tests.browser import Browser
from tests.factories import Factory

ROOT = Path(__file__).parents[3]
REASON = re.compile(r'_\("(.+?)"\)')


def test_my_team_without_a_script_says_why_me(make: Factory, browser: Callable[[], Browser]):
    event = make.event("teams")
    one, other = make.person(event, name="Ana"), make.person(event, name="Ben")
    make.team(event, one, other)
    with change(event.id) as this:
        this.session.get_one(Member, one.id).why = {"rank": 2, "pins": ["language", "unheard_of"]}
    pages = {}
    for person in (one, other):
        phone = browser()
        phone.post(f"/e/{event.code}/return", {"personal_code": person.code})
        pages[person.name] = unescape(phone.get(f"/e/{event.code}").get_data(as_text=True))
    assert "C'est votre deuxième souhait." in pages["Ana"]
    assert "Quelqu'un ici parle votre langue." in pages["Ana"]
    assert "votre deuxième souhait" not in pages["Ben"]


def test_both_say_why_me_in_the_same_words():
    script = (ROOT / "static/js/matchmaking/my_team.js").read_text()
    python = (ROOT / "eventlab/matchmaking/views/plain_teams.py").read_text()
    told = REASON.findall(script.partition("function whyHere")[2])
    assert told == REASON.findall(python.partition("def why_here")[2])
    assert len(told) == 12
