"""Plain text in every encoding that newsrooms still file in."""

import pytest

from articles.intake import Copy, UnreadableCopy
from articles.intake.plaintext import read_plaintext, read_text

SENTENCE = "Le préfet a déclaré : « Neuf blessés, dont deux graves. »"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "latin-1"])
def test_a_text_is_read_in_its_encoding(encoding: str) -> None:
    copy = read_plaintext(SENTENCE.encode(encoding))

    assert copy.text == SENTENCE


def test_typographic_marks_of_windows_are_read() -> None:
    copy = read_plaintext("L’armée – selon l’état-major… – a « reculé » de 5 km².".encode("cp1252"))

    assert copy.text == "L’armée – selon l’état-major… – a « reculé » de 5 km²."


@pytest.mark.parametrize(
    "content",
    [
        "Погибли двенадцать человек, сообщила полиция.".encode("cp1251"),
        "قتل تسعون شخصا".encode("cp1256"),
        b"\x81\x8d\x8f\x90 words \x9d",
        b"caf\xe9 \x01\x02",
        "Trois morts".encode("utf-16-le") + b"\xe9",
        b"%PDF-1.7\n1 0 obj",
        b"PK\x03\x04\x00\x00",
        b"\xff\xfe\x00",
        b"\xff\xfe\x00\xd8",
    ],
)
def test_bytes_that_are_no_text_are_refused(content: bytes) -> None:
    with pytest.raises(UnreadableCopy, match=r"save (it|the article)"):
        read_plaintext(content)


@pytest.mark.parametrize("text", ["", " \n ", "…", "12 345", "\ufeff"])
def test_a_text_without_words_is_refused(text: str) -> None:
    with pytest.raises(UnreadableCopy, match="holds no words"):
        read_text(text)


def test_lines_broken_at_a_fixed_width_are_joined() -> None:
    wrapped = (
        "PORT-ALBAN – Neuf personnes ont été blessées dimanche dans\n"
        "l'effondrement d'une passerelle, a indiqué la préfecture\n"
        "maritime dans un communiqué.\n"
        "\n"
        "Les secours ont mobilisé quarante pompiers et fouillaient\n"
        "encore les décombres lundi matin.\n"
    )

    copy = read_text(wrapped)

    assert copy.text == (
        "PORT-ALBAN – Neuf personnes ont été blessées dimanche dans l'effondrement d'une passerelle, a indiqué "
        "la préfecture maritime dans un communiqué.\n"
        "Les secours ont mobilisé quarante pompiers et fouillaient encore les décombres lundi matin."
    )


def test_a_list_is_not_joined() -> None:
    text = "Les équipes sont au complet pour la rencontre de samedi.\n\nNord\nSud\nEst\nOuest\n"

    copy = read_text(text)

    assert copy.text.count("\n") == 4


def test_long_paragraphs_on_single_lines_are_not_joined() -> None:
    paragraph = "Un long paragraphe d'agence qui tient sur une seule ligne. " * 4

    copy = read_text(f"{paragraph}\n{paragraph}\n\n{paragraph}")

    assert copy.text.count("\n") == 2


def test_a_short_first_line_that_stands_apart_is_the_headline() -> None:
    copy = read_text("Neuf blessés à Port-Alban\n\nUne passerelle s'est effondrée. Le port est fermé.\n")

    assert copy.headline == "Neuf blessés à Port-Alban"
    assert copy.text.startswith("Neuf blessés à Port-Alban\n")
    assert copy.body == "Une passerelle s'est effondrée. Le port est fermé."


@pytest.mark.parametrize(
    "text",
    [
        "Une passerelle s'est effondrée.\n\nLe port est fermé.",
        "Neuf blessés à Port-Alban\nUne passerelle s'est effondrée.",
        "Neuf blessés à Port-Alban",
    ],
)
def test_other_first_lines_are_no_headline(text: str) -> None:
    copy = read_text(text)

    assert copy == Copy(text=copy.text, body=copy.text)
