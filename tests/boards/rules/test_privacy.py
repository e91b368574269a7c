# ruff: noqa: E501 - a line is a sentence as somebody may write it
"""Personal data: what is found, what is left in peace, and what a mask leaves."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventlab.boards.rules.privacy import Finding, find_personal_data, mask


def found(text: str) -> list[tuple[str, str]]:
    return [(each.kind, text[each.start : each.end]) for each in find_personal_data(text)]


@pytest.mark.parametrize("number", [
    "0612345678", "06 12 34 56 78", "06.12.34.56.78", "06-12-34-56-78", "06/12/34/56/78",
    "06  12  34  56  78", "06\u00a012\u00a034\u00a056\u00a078", "06\u202f12\u202f34\u202f56\u202f78",
    "0612 345 678", "061 234 5678", "06 12 345 678", "0 6 1 2 3 4 5 6 7 8", "06_12_34_56_78",
    "01 42 76 40 40", "09 87 65 43 21", "07 00 00 00 00", "O6 12 34 56 78", "(06) 12 34 56 78",
    "+33612345678", "+33 6 12 34 56 78", "+33(0)6 12 34 56 78", "+33 (0) 6 12 34 56 78",
    "0033 6 12 34 56 78", "0033612345678", "33 6 12 34 56 78", "+33-6-12-34-56-78",
    "06‑12‑34‑56‑78", "06 – 12 – 34 – 56 – 78", "٠٦١٢٣٤٥٦٧٨",
    "+44 20 7946 0958", "+221 77 123 45 67", "+223 66 12 34 56", "+212 612-345678",
])  # fmt: skip
@pytest.mark.parametrize(
    "around", ["%s", "Appelez-moi au %s, merci.", "tél:%s", "(%s)", "%s\nvoilà"]
)
def test_a_telephone_number_is_found_however_it_is_spaced(number: str, around: str) -> None:
    text = around % number
    assert [kind for kind, _ in found(text)] == ["phone"]
    assert sum(map(str.isdigit, found(text)[0][1])) == sum(map(str.isdigit, number))


@pytest.mark.parametrize("address", [
    "marie@exemple.fr", "marie.durand+logement@mail.exemple.org", "MARIE_75@EXEMPLE.COM",
    "marie @ exemple.fr", "marie(at)exemple.fr", "marie [at] exemple.fr", "hélène@exemple.fr",
    "marie arobase exemple point fr", "marie-19@exemple-ville.paris",
])  # fmt: skip
def test_an_electronic_address_is_found(address: str) -> None:
    assert found(f"Écrivez à {address} svp") == [("email", address)]


@pytest.mark.parametrize("account", [
    "FR7630006000011234567890189", "FR76 3000 6000 0112 3456 7890 189",
    "fr76 3000 6000 0112 3456 7890 189", "FR76-3000-6000-0112-3456-7890-189",
    "DE89 3704 0044 0532 0130 00", "BE68 5390 0754 7034", "PT50 0002 0123 1234 5678 9015 4",
])  # fmt: skip
def test_a_bank_account_is_found_by_its_key(account: str) -> None:
    assert found(f"Mon IBAN : {account} merci") == [("iban", account)]


def test_what_only_looks_like_a_bank_account_is_left_in_peace() -> None:
    assert found("FR76 3000 6000 0112 3456 7890 188") == []


@pytest.mark.parametrize("number", [
    "185127511900123", "1 85 12 75 119 001 23", "2 99 04 2A 004 117", "1-85-12-75-119-001 / 23",
    "2 85 02 99 352 001 15",
])  # fmt: skip
def test_a_social_security_number_is_found(number: str) -> None:
    assert found(f"sécu {number} voilà") == [("social_security", number)]


@pytest.mark.parametrize(("text", "number"), [
    ("Mon dossier n° 4521 est perdu", "4521"),
    ("dossier DALO n° 0752016001234", "0752016001234"),
    ("Mon numéro unique : 075 1119 012345 11000", "075 1119 012345 11000"),
    ("numéro d'allocataire 1234567 A depuis", "1234567 A"),
    ("Mon numéro d’allocataire CAF est le 1234567", "1234567"),
    ("réf. HLM-2016-00451 svp", "HLM-2016-00451"),
    ("Ma demande no. 7519-88812 dort", "7519-88812"),
    ("le bail : 75-0042 est échu", "75-0042"),
    ("matricule 1234567", "1234567"),
    ("allocataire n°: 7654321", "7654321"),
    ("Référence client 00451278", "00451278"),
])  # fmt: skip
def test_a_number_announced_as_a_file_is_found(text: str, number: str) -> None:
    assert found(text) == [("file_number", number)]


@pytest.mark.parametrize("plate", ["AB-123-CD", "AB 123 CD", "AB123CD", "ab-123-cd", "1234 AB 75"])
def test_a_licence_plate_is_found(plate: str) -> None:
    assert found(f"La voiture {plate} bloque la sortie") == [("plate", plate)]


@pytest.mark.parametrize(("text", "address"), [
    ("J'habite 12 bis rue de Flandre depuis 2014", "12 bis rue de Flandre"),
    ("j'habite 12 rue de flandre et j'ai froid", "12 rue de flandre"),
    ("au 7, rue de l'Ourcq il pleut", "7, rue de l'Ourcq"),
    ("Au 37 de la rue de Crimée, pas d'eau", "37 de la rue de Crimée"),
    ("3 ter av. Jean Jaurès", "3 ter av. Jean Jaurès"),
    ("3 avenue jean jaurès svp", "3 avenue jean jaurès"),
    ("39-41 boulevard de la Villette", "39-41 boulevard de la Villette"),
    ("12B rue Manin", "12B rue Manin"),
    ("5 place des Fêtes le matin", "5 place des Fêtes"),
    ("14 cité Lepage", "14 cité Lepage"),
    ("22 RUE ARCHEREAU", "22 RUE ARCHEREAU"),
    ("12 rue de Flandre, bâtiment C, 3e étage, porte 12, svp", "12 rue de Flandre, bâtiment C, 3e étage, porte 12"),
    ("12 rue de Flandre 75019 Paris.", "12 rue de Flandre 75019 Paris"),
    ("12 rue de Flandre à Paris 19e, merci", "12 rue de Flandre à Paris 19e"),
    ("Bât. B, escalier 2, 12 rue Riquet", "Bât. B, escalier 2, 12 rue Riquet"),
    ("je suis au bâtiment C, 3e étage, porte 12.", "bâtiment C, 3e étage, porte 12"),
    ("appt 45 au 3ème étage droite, trop chaud", "appt 45 au 3ème étage droite"),
    ("porte 12, 3e étage, bâtiment C", "porte 12, 3e étage, bâtiment C"),
    ("1250 route de Lyon", "1250 route de Lyon"),
])  # fmt: skip
def test_a_street_address_is_found_with_its_door(text: str, address: str) -> None:
    assert found(text) == [("address", address)]


@pytest.mark.parametrize("text", [
    "Sans chauffage depuis 2014", "Depuis 2014 rue de Flandre, rien ne change",
    "J'ai 3 enfants dans 20 m² au 6e étage", "75019 Paris", "dans le 19e, métro Crimée",
    "À 72 ans, 5 étages sans ascenseur", "Un T3 à 1 250 € par mois, 450 € de charges",
    "Le 12 mars 2015 à 10h30, puis le 14/01/2016", "De 2014 à 2016, trois fuites",
    "La rue de Flandre est bruyante", "Il manque 10 places de parking", "Un accès à 2 cours d'école",
    "dans les 3 cours de l'immeuble", "2 passages par semaine du gardien", "Trop de voitures, 3 voies",
    "Un logement 3 pièces pour 5", "Appartement 2 pièces au 4e étage", "Appartement F3 au 2e étage",
    "Logement T2, 3e étage sans ascenseur", "porte de Pantin", "La porte du hall B est cassée",
    "L'ascenseur du bâtiment B ne va pas au 6e étage", "Escalier B, 2e étage : plus de lumière",
    "1er étage, rez-de-chaussée et cave inondés", "Ma demande de logement date de 2009",
    "J'ai un dossier DALO depuis 2016", "bail de 3 ans", "Dossier 2014/2015 refusé",
    "Une demande de 1 200 000 euros de travaux", "Le contrat EDF a pris 12 000 € de retard",
    "Sur 100 000 demandes, 5 000 logements", "Appelez le 3919 ou le 115", "numéro vert 0 800 12 34 56",
    "facture de 123456 kWh", "Merci @mairie19 pour #logement", "le score est 5@10",
    "20 000 personnes attendent +10 000 000 euros", "Bâtiment construit en 1965, 220 logements",
    "loi 89-462 du 6 juillet 1989", "article 6-1 de 2015", "directive 2010/31/UE",
    "Bus 60, 54 et 7 bis", "Numéro 1 des problèmes : le bruit", "n° 1 : le froid", "DPE classé G, 450 kWh/m²",
    "Rappel au 01", "de 8h à 18h, 7j/7, 24h/24", "1,5 million en 2018", "IBAN", "mon code : mésange-cactus-47",
    "Le mur fait 10 à 15 m²", "Ligne 7 bis", "15 familles rue Curial", "phase 2 place de la Bataille",
])  # fmt: skip
def test_ordinary_sentences_are_left_in_peace(text: str) -> None:
    assert found(text) == []


def test_several_findings_come_in_the_order_of_the_text() -> None:
    text = "Mme X, 06 12 34 56 78 ou x@exemple.fr, 12 rue Riquet, voiture AB-123-CD"
    assert [kind for kind, _ in found(text)] == ["phone", "email", "address", "plate"]


LABELS = {
    "phone": "[téléphone masqué]",
    "email": "[adresse électronique masquée]",
    "address": "[adresse masquée]",
}


def test_a_mask_says_what_it_hides_and_keeps_the_rest() -> None:
    text = "Appelez le 06 12 34 56 78 ou venez 12 rue Riquet, porte 4 !"
    assert mask(text, find_personal_data(text), LABELS) == (
        "Appelez le [téléphone masqué] ou venez [adresse masquée] !"
    )


def test_a_kind_without_a_label_is_masked_all_the_same() -> None:
    assert mask("AB-123-CD", (Finding("plate", 0, 9),), LABELS) == "[…]"


PIECES = st.lists(
    st.sampled_from(
        ["06", " ", "12", "3", "rue", "de", "Flandre", "@", "exemple", ".", "fr", "FR76", "3000", "6000",
         "AB", "-", "bis", ",", "porte", "bâtiment", "C", "3e étage", "dossier", "n°", "place", "\n", "+33"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@given(PIECES)
def test_findings_never_cross_and_masking_leaves_nothing_to_find(text: str) -> None:
    findings = find_personal_data(text)
    for one, other in pairwise(findings):
        assert 0 <= one.start < one.end <= other.start
    labels = dict.fromkeys(
        ("phone", "email", "iban", "social_security", "file_number", "plate", "address"), "[]"
    )
    masked = mask(text, findings, labels)
    assert masked.count("[]") >= len(findings)


@pytest.mark.parametrize(
    "flood",
    [
        "0 " * 1000,
        "a@" * 1000,
        "12 rue de la " * 200,
        "FR76 " * 500,
        "1 85 12 " * 300,
        "3e étage, " * 300,
        "dossier n " * 300,
    ],
)
def test_a_flood_is_searched_to_its_end(flood: str) -> None:
    assert len(find_personal_data(flood)) < 300
