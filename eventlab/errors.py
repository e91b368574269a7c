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
    "too_big": Meaning(
        413,
        N_("L'envoi est trop gros. Raccourcissez le texte, ou reprenez la photo en plus petit."),
    ),
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
    "no_such_call": Meaning(404, N_("Cet appel n'existe plus.")),
    "not_a_resource": Meaning(409, N_("Cette personne n'est pas une personne ressource.")),
    "not_a_drawing": Meaning(
        422, N_("Ce fichier ne se lit pas comme une photo. Reprenez-la, ou envoyez un JPEG.")
    ),
    "drawing_too_big": Meaning(413, N_("La photo dépasse 2 Mo. Reprenez-la en plus petit.")),
    "drawing_too_large": Meaning(422, N_("La photo a trop de points. Reprenez-la en plus petit.")),
    "enough_drawings": Meaning(409, N_("Il y a déjà %(most)s dessins. Retirez-en un d'abord.")),
    "no_such_drawing": Meaning(404, N_("Ce dessin n'est plus là.")),
    "no_fair_yet": Meaning(409, N_("Les idées ne sont pas encore montrées.")),
    "fair_counted": Meaning(409, N_("La foire est finie. Les billets sont comptés.")),
    "own_idea": Meaning(409, N_("C'est l'idée de votre équipe.")),
    "idea_hidden": Meaning(409, N_("Cette idée est cachée par l'animation.")),
    "no_such_slip": Meaning(404, N_("Ce billet n'existe plus.")),
    "no_such_commitment": Meaning(404, N_("Cet engagement n'existe plus.")),
    "not_evaluating": Meaning(409, N_("Les questions ne sont pas ouvertes.")),
    # The synthesis
    "review_changed": Meaning(
        409, N_("Une autre personne vient d'écrire ici. Votre texte est gardé au-dessous.")
    ),
    "too_many_marks": Meaning(409, N_("Il y a déjà trop de mots ou de citations ici.")),
    "not_reviewed": Meaning(409, N_("Le texte a changé depuis votre lecture. Relisez-le d'abord.")),
    "already_printing": Meaning(409, N_("Un PDF de cet événement est déjà en route. Attendez-le.")),
    "erasing_failed": Meaning(
        503, N_("La liste des effacements ne peut pas être écrite. Rien n'est effacé.")
    ),
    "unreadable_export": Meaning(422, N_("Ce fichier n'est pas un export d'EventLab entier.")),
    "print_gone": Meaning(410, N_("Ce PDF n'est plus là. Demandez-le de nouveau.")),
    # The votes
    "no_such_ballot": Meaning(404, N_("Ce vote n'existe plus.")),
    "ballot_closed": Meaning(409, N_("Le vote est fermé.")),
    "ballot_open": Meaning(409, N_("Un vote est déjà ouvert.")),
    "ballot_still_open": Meaning(409, N_("Fermez d'abord le vote.")),
    "not_voting": Meaning(409, N_("L'étape en cours n'est pas un vote.")),
    "nothing_to_vote": Meaning(409, N_("Il faut au moins deux lignes pour voter.")),
    "voting_paused": Meaning(409, N_("Les votes sont en pause. Rien n'est perdu.")),
    "slip_needed": Meaning(403, N_("Ce vote demande un code imprimé. Demandez-le à l'accueil.")),
    "vote_voided": Meaning(403, N_("Ce vote n'est pas compté. Voyez l'accueil.")),
    "no_such_line": Meaning(404, N_("Cette ligne n'est pas au vote.")),
    "budget_spent": Meaning(409, N_("Vous n'avez plus de voix. Reprenez-en une d'abord.")),
    "line_full": Meaning(409, N_("Pas plus de %(limit)s voix sur une même ligne.")),
    "no_dot_there": Meaning(409, N_("Vous n'avez pas de voix ici.")),
    "paper_too_many": Meaning(422, N_("Ce compte dépasse les voix de %(voters)s votants.")),
    "results_waiting": Meaning(409, N_("Les résultats ne sont pas encore montrés.")),
    "list_on_ballot": Meaning(409, N_("Un vote est ouvert. Votre texte est gardé ici.")),
    # Teams
    "too_many_wishes": Meaning(422, N_("C'est trop de souhaits : %(most)s au plus.")),
    "theme_dropped": Meaning(409, N_("Ce thème ne continue pas. Choisissez-en un autre.")),
    "not_wishing": Meaning(409, N_("Ce n'est pas le moment de dire ses souhaits.")),
    "teams_out": Meaning(409, N_("Votre équipe est déjà formée. Voyez avec l'animation.")),
    "teams_moved": Meaning(
        409, N_("Une autre personne vient de changer les équipes. Regardez, puis recommencez.")
    ),
    "no_such_team": Meaning(404, N_("Cette équipe n'existe plus.")),
    "no_such_version": Meaning(404, N_("Cette version des équipes n'existe plus.")),
    "no_teams": Meaning(409, N_("Il n'y a pas encore d'équipes. Calculez-les d'abord.")),
    "rules_broken": Meaning(
        409, N_("Une règle serait enfreinte. Passez en mode libre pour le faire quand même.")
    ),
    "team_name_taken": Meaning(
        409, N_("Une autre équipe porte déjà ce nom. Choisissez-en un autre.")
    ),
    "name_personal": Meaning(
        422, N_("Retirez le numéro, l'adresse ou le nom : toute la salle lira ce nom d'équipe.")
    ),
    "names_read_before": Meaning(409, N_("Dites le nom à l'animation : c'est elle qui l'écrit.")),
    "not_seated": Meaning(409, N_("Cette personne n'a pas encore d'équipe.")),
    "not_published": Meaning(409, N_("Publiez d'abord ces équipes.")),
    "already_solving": Meaning(409, N_("Un calcul est déjà en cours. Attendez-le, ou arrêtez-le.")),
    "not_solving": Meaning(409, N_("Aucun calcul n'est en cours.")),
    "nothing_to_redo": Meaning(409, N_("Il n'y a rien à refaire.")),
    "own_code": Meaning(422, N_("Il faut deux personnes différentes.")),
    "too_many_links": Meaning(409, N_("C'est beaucoup de demandes. Voyez avec l'animation.")),
    "no_such_link": Meaning(404, N_("Cette demande n'existe plus.")),
    # The themes
    "no_such_theme": Meaning(404, N_("Ce thème n'existe plus.")),
    "problem_moved": Meaning(409, N_("Une autre personne vient de déplacer ce problème.")),
    "too_few_texts": Meaning(
        409, N_("Il faut au moins %(needed)s problèmes à placer pour proposer des groupes.")
    ),
    "already_suggesting": Meaning(409, N_("Des groupes sont déjà en préparation.")),
    "suggestion_gone": Meaning(409, N_("Cette proposition de groupes vient de changer.")),
    "regrouped": Meaning(409, N_("Les thèmes viennent de changer. Regardez avant d'annuler.")),
    "not_grouping": Meaning(409, N_("Ce n'est pas le moment de dire où va votre problème.")),
    "already_answered": Meaning(409, N_("Cette proposition a déjà une réponse, ou a changé.")),
    # Rounds
    "not_rounds": Meaning(409, N_("Ce n'est pas le moment des tours.")),
    "rounds_nobody": Meaning(409, N_("Il faut au moins deux personnes présentes.")),
    "rounds_one_side": Meaning(
        409, N_("Il n'y a personne d'un des deux côtés. Choisissez « tables » dans les réglages.")
    ),
    "rounds_no_expert": Meaning(409, N_("Personne ne propose encore de sujet.")),
    "rounds_over": Meaning(409, N_("Il n'y a plus de tour à préparer.")),
    "proposal_gone": Meaning(409, N_("Cette proposition n'est plus là. Calculez de nouveau.")),
    "proposal_late": Meaning(409, N_("Un tour a commencé depuis. Calculez de nouveau.")),
    "no_rounds_yet": Meaning(409, N_("Publiez d'abord les places.")),
    "round_moved": Meaning(409, N_("Le tour vient de changer.")),
    "not_met": Meaning(409, N_("Vous n'avez pas encore rencontré cette personne.")),
    "no_topic": Meaning(409, N_("Ce sujet n'est plus proposé.")),
    "enough_wishes": Meaning(422, N_("%(most)s souhaits au plus. Retirez-en un d'abord.")),
    "topic_personal": Meaning(
        422, N_("Retirez le numéro, l'adresse ou le nom : toute la salle lira ce sujet.")
    ),
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
