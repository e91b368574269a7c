"""Refusals: what the application says no to, by name, in a sentence that helps.

A rule or a service raises ``Refusal("entries_locked")``; the edge of the application turns it
into the sentence of that name, in the person's language, with the right HTTP status.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


def N_(sentence: str) -> str:
    """Mark a sentence for the catalogue; it is translated where it is shown."""
    return sentence


@dataclass(frozen=True)
class Meaning:
    """What a refusal is to the outside: an HTTP status and a sentence (French, to translate)."""

    status: int
    sentence: str


MEANINGS: dict[str, Meaning] = {
    # What was written
    "empty": Meaning(422, N_("Écrivez quelques mots d'abord.")),
    "too_long": Meaning(422, N_("C'est trop long : %(limit)s caractères au plus.")),
    "unreadable": Meaning(422, N_("Ce texte ne peut pas être lu. Écrivez-le autrement.")),
    "personal_data": Meaning(409, N_("Votre texte contient une donnée personnelle.")),
    "bad_form": Meaning(422, N_("Le formulaire est incomplet. Vérifiez les champs indiqués.")),
    "bad_request": Meaning(400, N_("Cette demande est illisible.")),
    "too_big": Meaning(413, N_("L'envoi est trop gros.")),
    "stale_form": Meaning(400, N_("La page a vieilli. Rechargez-la : votre texte est gardé.")),
    # Who and where
    "unknown_event": Meaning(404, N_("Aucun événement ne porte ce code.")),
    "not_found": Meaning(404, N_("Cette page n'existe pas ou n'existe plus.")),
    "not_joined": Meaning(401, N_("Rejoignez d'abord l'événement.")),
    "not_allowed": Meaning(403, N_("Cette action est réservée à l'équipe d'animation.")),
    "not_yours": Meaning(403, N_("Ce problème n'est pas le vôtre.")),
    "unknown_code": Meaning(404, N_("Ce code personnel n'est pas connu ici.")),
    "link_used": Meaning(410, N_("Ce lien a déjà servi. Demandez-en un autre.")),
    "access_ended": Meaning(401, N_("Cet accès a été fermé.")),
    "too_many_tries": Meaning(429, N_("Trop d'essais. Attendez une minute.")),
    "too_fast": Meaning(429, N_("Trop d'envois à la suite. Attendez quelques secondes.")),
    "own_access": Meaning(409, N_("Vous ne pouvez pas fermer votre propre accès.")),
    "wrong_password": Meaning(403, N_("Ce nom ou cette phrase de passe n'est pas le bon.")),
    "weak_password": Meaning(422, N_("Choisissez au moins 12 caractères.")),
    "name_taken": Meaning(409, N_("Une autre personne de l'organisation porte ce nom.")),
    "not_organiser": Meaning(401, N_("Cette page est réservée à l'organisation.")),
    "import_gone": Meaning(410, N_("Ce fichier n'est plus là. Envoyez-le de nouveau.")),
    "unreadable_file": Meaning(422, N_("Ce fichier ne peut pas être lu.")),
    "already_here": Meaning(409, N_("Cette personne est déjà venue. Elle reste inscrite.")),
    "not_confirmed": Meaning(409, N_("Ce n'est pas le code de cet événement. Rien n'est effacé.")),
    "last_organiser": Meaning(409, N_("Il faut garder au moins une personne au bureau.")),
    # The day
    "event_closed": Meaning(409, N_("L'événement est terminé.")),
    "not_posting": Meaning(409, N_("Ce n'est pas le moment d'écrire. Votre texte est gardé ici.")),
    "not_your_turn": Meaning(409, N_("C'est au tour de l'autre groupe d'écrire.")),
    "entries_locked": Meaning(409, N_("L'envoi est en pause. Votre texte est gardé ici.")),
    "already_moved": Meaning(409, N_("Une autre personne vient de changer d'étape.")),
    "no_such_step": Meaning(404, N_("Cette étape n'existe plus.")),
    "no_next_step": Meaning(409, N_("C'est la dernière étape.")),
    "no_previous_step": Meaning(409, N_("C'est la première étape.")),
    "step_in_use": Meaning(409, N_("L'étape en cours ne peut pas être retirée.")),
    "step_written": Meaning(
        409, N_("On a déjà écrit dans cette étape. Passez-la au lieu de la retirer.")
    ),
    "nothing_to_undo": Meaning(409, N_("Il n'y a rien à annuler.")),
    "unknown_format": Meaning(422, N_("Ce programme type n'existe pas.")),
    "no_such_problem": Meaning(404, N_("Ce problème n'existe plus.")),
    "nothing_to_mask": Meaning(409, N_("Ces mots ne sont pas dans le texte.")),
    "nobody_chosen": Meaning(409, N_("Choisissez d'abord une personne.")),
    # Ideas
    "no_such_idea": Meaning(404, N_("Cette idée n'existe plus.")),
    "no_such_field": Meaning(
        404, N_("Ce champ n'est plus sur la fiche. Votre texte est gardé ici.")
    ),
    "no_such_text": Meaning(404, N_("Ce texte n'est plus là.")),
    "not_an_option": Meaning(422, N_("Choisissez l'une des réponses proposées.")),
    "no_team_yet": Meaning(409, N_("Vous n'avez pas encore d'équipe. Demandez à l'animation.")),
    "not_working": Meaning(409, N_("La fiche est fermée maintenant. Votre texte est gardé ici.")),
    "not_your_idea": Meaning(403, N_("Cette fiche est celle d'une autre équipe.")),
    "no_such_team": Meaning(404, N_("Cette équipe n'existe plus.")),
    "no_such_call": Meaning(404, N_("Cet appel n'existe plus.")),
    "not_a_resource": Meaning(409, N_("Cette personne n'est pas une personne ressource.")),
    "not_a_drawing": Meaning(422, N_("Ce fichier n'est pas une photo. Envoyez un JPEG ou un PNG.")),
    "drawing_too_big": Meaning(413, N_("La photo dépasse 2 Mo. Reprenez-la en plus petit.")),
    "drawing_too_large": Meaning(422, N_("La photo a trop de points. Reprenez-la en plus petit.")),
    "enough_drawings": Meaning(409, N_("Il y a déjà %(most)s dessins. Retirez-en un d'abord.")),
    "no_such_drawing": Meaning(404, N_("Ce dessin n'est plus là.")),
    "no_fair_yet": Meaning(409, N_("Les idées ne sont pas encore montrées.")),
    "own_idea": Meaning(409, N_("C'est l'idée de votre équipe.")),
    "idea_hidden": Meaning(409, N_("Cette idée est cachée par l'animation.")),
    "no_such_slip": Meaning(404, N_("Ce billet n'existe plus.")),
    "no_such_commitment": Meaning(404, N_("Cet engagement n'existe plus.")),
    "not_evaluating": Meaning(409, N_("Les questions ne sont pas ouvertes.")),
    # The themes
    "no_such_theme": Meaning(404, N_("Ce thème n'existe plus.")),
    "problem_moved": Meaning(409, N_("Une autre personne vient de déplacer ce problème.")),
    "regrouped": Meaning(409, N_("Les thèmes viennent de changer. Regardez avant d'annuler.")),
    "not_grouping": Meaning(409, N_("Ce n'est pas le moment de dire où va votre problème.")),
    "already_answered": Meaning(409, N_("Cette proposition a déjà une réponse, ou a changé.")),
    # The machine
    "storage_failed": Meaning(503, N_("L'enregistrement est impossible. Votre texte est gardé.")),
    "no_pdf": Meaning(503, N_("Le PDF n'est pas disponible ici. Imprimez la page elle-même.")),
    "broken": Meaning(500, N_("Quelque chose s'est mal passé. Réessayez.")),
}


class Refusal(Exception):
    """A named no. ``code`` is a key of ``MEANINGS``; ``values`` fill its sentence."""

    def __init__(self, code: str, **values: Any) -> None:
        if code not in MEANINGS:
            raise KeyError(f"no meaning for the refusal {code!r}")
        super().__init__(code)
        self.code = code
        self.values = values

    @property
    def status(self) -> int:
        """The HTTP status that goes with this refusal."""
        return MEANINGS[self.code].status

    @property
    def sentence(self) -> str:
        """The French sentence, not yet translated nor filled."""
        return MEANINGS[self.code].sentence
