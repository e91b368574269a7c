"""Who watches what in this process: the sockets, their events and their surfaces."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from eventlab.live.board import Viewer

SURFACES = ("screen", "desk", "phone")


@dataclass(frozen=True)
class Watcher:
    """One socket that watches one event."""

    sid: str
    event_id: int
    device_id: str
    viewer: Viewer

    @property
    def rooms(self) -> tuple[str, ...]:
        """The rooms whose messages concern this socket."""
        rooms = [surface_room(self.event_id, self.viewer.surface)]
        if self.viewer.participant_id:
            rooms.append(person_room(self.event_id, self.viewer.participant_id))
        return tuple(rooms)


def surface_room(event_id: int, surface: str) -> str:
    """The room of everyone who watches an event on this surface."""
    return f"{event_id}:{surface}"


def person_room(event_id: int, participant_id: str) -> str:
    """The room of one person's phones."""
    return f"{event_id}:person:{participant_id}"


class Watchers:
    """The register of sockets; every question about "who is here" is asked of it."""

    def __init__(self) -> None:
        self._by_sid: dict[str, Watcher] = {}

    def add(self, watcher: Watcher) -> None:
        """This socket watches, instead of what it watched before."""
        self._by_sid[watcher.sid] = watcher

    def remove(self, sid: str) -> Watcher | None:
        """This socket is gone; gives back what it watched."""
        return self._by_sid.pop(sid, None)

    def get(self, sid: str) -> Watcher | None:
        """What this socket watches."""
        return self._by_sid.get(sid)

    def streams(self) -> set[tuple[int, str]]:
        """Every (event id, surface) that somebody watches."""
        return {(w.event_id, w.viewer.surface) for w in self._by_sid.values()}

    def people(self, event_id: int) -> dict[str, set[str]]:
        """The participants of an event who watch: {participant id: their sockets}."""
        sockets: dict[str, set[str]] = {}
        for sid, watcher in self._by_sid.items():
            if watcher.event_id == event_id and watcher.viewer.participant_id:
                sockets.setdefault(watcher.viewer.participant_id, set()).add(sid)
        return sockets

    def of_devices(self, device_ids: Collection[str]) -> list[Watcher]:
        """The sockets of these devices."""
        return [w for w in self._by_sid.values() if w.device_id in device_ids]

    def phones(self) -> dict[int, int]:
        """How many phones watch each event: {event id: devices}."""
        devices: dict[int, set[str]] = {}
        for watcher in self._by_sid.values():
            if watcher.viewer.surface == "phone":
                devices.setdefault(watcher.event_id, set()).add(watcher.device_id)
        return {event_id: len(ids) for event_id, ids in devices.items()}
