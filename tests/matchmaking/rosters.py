"""Hypothesis strategies for small rosters of every kind, sensible and hopeless ones alike."""

from __future__ import annotations

from hypothesis import strategies as st

from eventlab.matchmaking.engine.model import Instance, Link, Person, Team, Theme, Weights

THEMES = ("a", "b", "c")


@st.composite
def instances(draw, people=(0, 6), teams=(1, 3), held=False):
    """Any small instance: counts may clash with anything."""
    team_list = draw(team_lists(teams, held))
    names = [f"p{i}" for i in range(draw(st.integers(*people)))]
    persons = tuple(draw(persons_named(name, team_list)) for name in names)
    published = {}
    if held:
        somewhere = st.one_of(st.none(), st.sampled_from([t.id for t in team_list]))
        seats = {name: draw(somewhere) for name in names}
        published = {name: team for name, team in seats.items() if team}
    pairs = st.sampled_from(names) if names else st.nothing()
    links = st.builds(Link, st.sampled_from(("together", "apart")), pairs, pairs)
    met = st.frozensets(st.frozensets(pairs, min_size=2, max_size=2), max_size=4)
    return Instance(
        people=persons,
        teams=team_list,
        themes=tuple(Theme(theme) for theme in THEMES),
        links=tuple(draw(st.lists(links, max_size=3))) if len(names) > 1 else (),
        step_free_tables=draw(st.integers(0, 2)),
        published=published,
        met=draw(met) if len(names) > 1 else frozenset(),
        weights=Weights.in_order(
            draw(st.permutations(("moved", "wishes", "excess", "evenness", "met")))
        ),
    )


@st.composite
def team_lists(draw, count, held):
    """Teams with all sorts of demands."""
    made = []
    for i in range(draw(st.integers(*count))):
        least = draw(st.integers(0, 3))
        made.append(
            Team(
                id=f"t{i}",
                theme=draw(st.sampled_from(THEMES)),
                min_size=least,
                max_size=draw(st.integers(max(1, least), 5)),
                residents=draw(st.integers(0, 1)),
                professionals=draw(st.integers(0, 1)),
                facilitators=draw(st.sampled_from((0, 0, 0, 1))),
                step_free=draw(st.sampled_from((None, None, True, False))),
                state=draw(st.sampled_from(("open", "open", "locked", "started")))
                if held
                else "open",
            )
        )
    return tuple(made)


@st.composite
def persons_named(draw, name, teams):
    """Anybody: mostly ordinary, now and then locked, gone or in need of something."""
    seldom = st.integers(0, 9)
    return Person(
        id=name,
        perspective=draw(st.sampled_from(("resident", "professional"))),
        facilitator=draw(seldom) < 3,
        trade=draw(st.sampled_from((None, "x", "y"))),
        organisation=draw(st.sampled_from((None, "u", "v"))),
        wishes=tuple(draw(st.lists(st.sampled_from((*THEMES, "dropped")), max_size=3))),
        speaks=frozenset(("ar",)) if draw(seldom) < 3 else frozenset(),
        needs=frozenset(("ar",)) if draw(seldom) < 2 else frozenset(),
        step_free=draw(seldom) < 2,
        lock_team=draw(st.sampled_from([t.id for t in teams])) if draw(seldom) < 2 else None,
        lock_theme=draw(st.sampled_from((*THEMES, "dropped"))) if draw(seldom) < 1 else None,
        status="gone" if draw(seldom) < 1 else "present",
    )
