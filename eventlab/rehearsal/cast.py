"""Who plays in a rehearsal, and how each behaves: the same people for the same seed."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

RESIDENTS_PERCENT = 55

#: What people do that a server must bear. Each is given to somebody before any is given twice.
HABITS = (
    "no_phone",  # a helper writes for them
    "drops",  # loses the network, comes back later with the version they had
    "repeats",  # sends each text two or five times
    "late",  # joins while the others write
    "returns",  # goes on with another phone, by their code
    "hangs_up",  # sends, loses the network before the answer, sends again
    "no_socket",  # never gets any news after the first, and writes all the same
    "leaves",  # goes home before the end
)
STEADY_PERCENT = 40

_NAMES = ("Amina", "Bruno", "Chloé", "Djibril", "Élodie", "Farid", "Gaëlle", "Hugo", "Inès", "Joël")
_TRADES = ("Architecte", "Conseillère logement", "Gardien", "Assistante sociale", "Syndic")


@dataclass(frozen=True)
class Person:
    """One participant of the rehearsal. ``number`` counts from 1."""

    number: int
    perspective: str
    habit: str
    name: str = ""
    trade: str = ""

    @property
    def key(self) -> str:
        """A short name for keys and reports."""
        return f"p{self.number:03}"


def cast(people: int, seed: int) -> list[Person]:
    """The people of a rehearsal: 55 % residents, every habit present as soon as there is room."""
    random = Random(f"cast {seed}")
    perspectives = _perspectives(people, random)
    habits = _habits(people, random)
    return [
        _person(number, perspective, habit, random)
        for number, (perspective, habit) in enumerate(zip(perspectives, habits, strict=True), 1)
    ]


def _perspectives(people: int, random: Random) -> list[str]:
    residents = round(people * RESIDENTS_PERCENT / 100)
    dealt = ["resident"] * residents + ["professional"] * (people - residents)
    random.shuffle(dealt)
    return dealt


def _habits(people: int, random: Random) -> list[str]:
    odd = min(people, max(len(HABITS), people * (100 - STEADY_PERCENT) // 100))
    dealt = [HABITS[n % len(HABITS)] for n in range(odd)] + ["steady"] * (people - odd)
    random.shuffle(dealt)
    return dealt


def _person(number: int, perspective: str, habit: str, random: Random) -> Person:
    # Half of the people give no name: it is not required of anybody.
    name = random.choice(_NAMES) if random.random() < 0.5 else ""
    trade = random.choice(_TRADES) if perspective == "professional" else ""
    return Person(number, perspective, habit, name, trade)
