"""What a facilitator fills in about a step: its words, its minutes, the settings of its kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import IntegerField, StringField, TextAreaField
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length, NumberRange, Optional

from eventlab.errors import Refusal
from eventlab.sessions.forms import checked, tidy
from eventlab.sessions.forms.numbers import number_field
from eventlab.sessions.rules.step_kinds import COMMON, KINDS, Setting, check_settings, defaults

MARK = "setting-"
TITLE_LIMIT = 80
TEXT_LIMIT = 600
LONGEST_MINUTES = 24 * 60

Words = dict[str, Any]


class StepForm(FlaskForm):
    """A step's words and minutes; its settings are read by ``settings_of``."""

    title = StringField(filters=[tidy], validators=[DataRequired(), Length(max=TITLE_LIMIT)])
    instruction = TextAreaField(filters=[tidy], validators=[Length(max=TEXT_LIMIT)])
    minutes = IntegerField(validators=[InputRequired(), NumberRange(0, LONGEST_MINUTES)])


class NewStepForm(StepForm):
    """A step to add, and after which one."""

    kind = StringField(validators=[AnyOf(list(KINDS))])
    after = number_field(Optional(), lowest=0)


def kinds_for_scripts() -> dict[str, list[dict[str, Any]]]:
    """The settings a facilitator may change in each kind of step, in order: {kind: [setting]}.

    Lists (the questions of an evaluation, the fields of a sheet) are prepared at the office.
    """
    return {
        kind: [
            {
                "name": name,
                "type": setting.type,
                "purpose": gettext(setting.purpose),
                "default": setting.default,
                "choices": setting.choices,
                "lowest": setting.lowest,
                "highest": setting.highest,
            }
            for name, setting in (known | COMMON).items()
            if setting.type != "list"
        ]
        for kind, known in KINDS.items()
    }


def new_step(posted: Mapping[str, str], language: str) -> tuple[int | None, dict[str, Any]]:
    """The step after which to add, and the plan of the new one.

    Raises ``Refusal("bad_form")``.
    """
    form = checked(NewStepForm())
    kind, title, instruction = form.kind.data or "", form.title.data, form.instruction.data
    plan = {
        "kind": kind,
        "title": {language: title},
        "instruction": {language: instruction} if instruction else {},
        "minutes": form.minutes.data,
        "settings": defaults(kind) | _settings(kind, posted, {}, language),
    }
    return form.after.data, plan


def edited_step(
    kind: str, before: Mapping[str, Any], posted: Mapping[str, str], language: str
) -> dict[str, Any]:
    """The fields of a step after its form; ``before`` holds them as they were.

    A text that was changed is from then on the only one: its translations no longer say the same.
    Raises ``Refusal("bad_form")``.
    """
    form = checked(StepForm())
    return {
        "title": _worded(before["title"], form.title.data or "", language),
        "instruction": _worded(before["instruction"], form.instruction.data or "", language),
        "minutes": form.minutes.data,
        "settings": _settings(kind, posted, before["settings"], language),
    }


def _worded(before: Words, text: str, language: str) -> Words:
    shown = before.get(language) or before.get("fr") or next(iter(before.values()), "")
    if text == tidy(shown):
        return before
    return {language: text} if text else {}


def _settings(
    kind: str, posted: Mapping[str, str], before: Mapping[str, Any], language: str
) -> dict[str, Any]:
    known = KINDS[kind] | COMMON
    settings = {
        name: _value(setting, posted[MARK + name], before.get(name), language)
        for name, setting in known.items()
        if MARK + name in posted and setting.type != "list"
    }
    said = {name: value for name, value in settings.items() if value != {}}
    wrong = [sentence % values for sentence, values in check_settings(kind, said)]
    if wrong:
        raise Refusal("bad_form", fields={"settings": wrong})
    return settings


def _value(setting: Setting, text: str, before: Any, language: str) -> Any:
    if setting.type == "switch":
        return text == "true"
    if setting.type == "number":
        whole = text.strip().removeprefix("-")
        return int(text) if whole.isascii() and whole.isdecimal() and len(whole) < 10 else text
    if setting.type == "words":
        return _worded(before or {}, tidy(text)[:TEXT_LIMIT], language)
    return text
