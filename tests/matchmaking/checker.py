"""A second opinion on everything the engine claims, sharing none of its code.

It reads instances and placements as plain data (only attribute names are shared) and works every
rule, every count of the score and every explanation out again, the slow and obvious way.
"""

from __future__ import annotations

from itertools import combinations, product

NAMES = ("moved", "second", "third", "unlisted", "trade")
NAMES += ("organisation", "size", "perspective", "met")


def broken_rules(instance, placement):
    """The set of names of the rules that this placement breaks."""
    people = {p.id: p for p in instance.people if p.status != "gone"}
    teams = {t.id: t for t in instance.teams}
    broken = set()
    for id in people:
        if id not in placement or placement[id] is None:
            broken.add("unplaced")
        elif placement[id] not in teams:
            broken.add("unknown_team")
    seat = {id: placement[id] for id in people if placement.get(id) in teams}
    held = {
        id: instance.published[id]
        for id in people
        if instance.published.get(id) in teams
        and teams[instance.published[id]].state in ("locked", "started")
    }
    stays = {id for id in held if seat.get(id) == held[id]}
    for id, team in held.items():
        if id in seat and seat[id] != team:
            broken.add("held")
    for team in instance.teams:
        inside = [people[id] for id in seat if seat[id] == team.id]
        broken |= _team_faults(instance, team, inside, stays, held)
    for link in instance.links:
        a, b = link.one, link.other
        if a == b or a not in seat or b not in seat or (a in stays and b in stays):
            continue
        if link.kind == "together" and seat[a] != seat[b]:
            broken.add("together")
        if link.kind == "apart" and seat[a] == seat[b]:
            broken.add("apart")
    tables = {seat[id] for id in seat if people[id].step_free and teams[seat[id]].step_free is None}
    if len(tables) > instance.step_free_tables:
        broken.add("step_free_tables")
    return broken


def _team_faults(instance, team, inside, stays, held):
    broken = set()
    teams = {t.id for t in instance.teams}
    newcomers = [p for p in inside if p.id not in stays]
    if len(inside) > team.max_size and len(inside) > len(inside) - len(newcomers):
        broken.add("size_over")
    if team.state == "open":
        residents = [p for p in inside if p.perspective == "resident"]
        if len(inside) < team.min_size:
            broken.add("size_under")
        if len(residents) < team.residents:
            broken.add("residents")
        if len(inside) - len(residents) < team.professionals:
            broken.add("professionals")
        if len([p for p in inside if p.facilitator]) < team.facilitators:
            broken.add("facilitators")
    for p in newcomers:
        if p.id not in held:
            was = instance.published.get(p.id)
            if team.state == "locked" or (team.state == "started" and was in teams):
                broken.add("held")
        helpers = [q for q in inside if q.id != p.id and not q.needs and q.speaks & p.needs]
        if p.needs and not helpers:
            broken.add("language")
        if p.step_free and team.step_free is False:
            broken.add("step_free")
        if p.lock_team is not None and p.lock_team != team.id:
            broken.add("lock_team")
        if p.lock_theme is not None and p.lock_theme != team.theme:
            broken.add("lock_theme")
    return broken


def counts(instance, placement):
    """The score's counts as a dict, worked out person by person and pair by pair."""
    people = [p for p in instance.people if p.status != "gone" and p.id in placement]
    teams = list(instance.teams)
    theme_of = {t.id: t.theme for t in teams}
    result = dict.fromkeys(NAMES, 0)
    for p in people:
        was = instance.published.get(p.id)
        result["moved"] += was in theme_of and was != placement[p.id]
        rank = wish(instance, p, theme_of[placement[p.id]])
        name = {0: "unlisted", 2: "second", 3: "third"}.get(rank)
        if name:
            result[name] += 1
    everybody = [p for p in instance.people if p.status != "gone"]
    residents = [p for p in everybody if p.perspective == "resident"]
    for team in teams:
        inside = [p for p in people if placement[p.id] == team.id]
        for trait in ("trade", "organisation"):
            known = [getattr(p, trait) for p in inside if getattr(p, trait) is not None]
            result[trait] += len(known) - len(set(known))
        result["size"] += _outside(len(inside), len(everybody), len(teams))
        here = len([p for p in inside if p.perspective == "resident"])
        result["perspective"] += _outside(here, len(residents), len(teams))
        for a, b in combinations(inside, 2):
            result["met"] += frozenset((a.id, b.id)) in instance.met
    return result


def wish(instance, person, theme):
    """1, 2, 3 for a wish, 0 for another theme, None for somebody who wished nothing."""
    known = [t.id for t in instance.themes]
    wishes = [w for w in dict.fromkeys(person.wishes) if w in known][:3]
    if not wishes:
        return None
    return wishes.index(theme) + 1 if theme in wishes else 0


def _outside(count, total, teams):
    low = total // teams
    high = low if total % teams == 0 else low + 1
    return max(low - count, count - high, 0)


def total(instance, placement):
    """The one number, from the counts and the instance's prices."""
    found = counts(instance, placement)
    return sum(found[name] * getattr(instance.weights, name) for name in found)


def best(instance):
    """The least total of all legal placements, by trying every one; None when there is none.

    For tiny instances only: teams ** people placements.
    """
    people = [p.id for p in instance.people if p.status != "gone"]
    teams = [t.id for t in instance.teams]
    totals = []
    for seats in product(teams, repeat=len(people)):
        placement = dict(zip(people, seats, strict=True))
        if not broken_rules(instance, placement):
            totals.append(total(instance, placement))
    return min(totals, default=None)


def difference(instance, before, after):
    """``(cost, rules newly broken)`` between two placements."""
    cost = total(instance, after) - total(instance, before)
    return cost, broken_rules(instance, after) - broken_rules(instance, before)


def fewest_moves(instance, placement):
    """The least number of people who must change team for every rule to hold, by trying all."""
    people = [p.id for p in instance.people if p.status != "gone"]
    teams = [t.id for t in instance.teams]
    counts = []
    for seats in product(teams, repeat=len(people)):
        other = dict(zip(people, seats, strict=True))
        if not broken_rules(instance, other):
            counts.append(sum(placement[id] != other[id] for id in people))
    return min(counts, default=None)


def explanation_faults(instance, placement, told):
    """What is untrue in an explanation: every alternative is applied and counted again."""
    person = next(p for p in instance.people if p.id == told.person)
    theme_of = {t.id: t.theme for t in instance.teams}
    faults = []
    if told.team != placement[told.person] or told.theme != theme_of[told.team]:
        faults.append("seat")
    if told.rank != wish(instance, person, told.theme):
        faults.append("rank")
    for alternative in (*told.better, *told.sisters):
        after = {**placement, told.person: alternative.team}
        if alternative.other is not None:
            after[alternative.other] = placement[told.person]
        cost, broken = difference(instance, placement, after)
        if cost != alternative.cost:
            faults.append(f"cost of {alternative.team}")
        if (alternative.rule is None) != (not broken) and alternative.rule not in broken:
            faults.append(f"rule of {alternative.team}")
        for payer, was, now in alternative.payers:
            one = next(p for p in instance.people if p.id == payer)
            ranks = (wish(instance, one, theme_of[x[payer]]) for x in (placement, after))
            if (was, now) != tuple(ranks):
                faults.append(f"payer {payer}")
    return faults
