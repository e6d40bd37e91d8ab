"""Files whose bytes are not what they say: read where that is sure, refused where it is not, never garbled."""

from __future__ import annotations

import pytest

from articles.intake import UnreadableCopy
from articles.intake.encodings import is_garbled
from tests.articles.intake.wrong import WORDS, g2, read, refusal

MARKED = "“Sœur Agnès” – l’aînée – a payé 3 €…"


@pytest.mark.parametrize("encoding", ["ISO-8859-1", "ISO-8859-15", "iso8859-9", "US-ASCII"])
@pytest.mark.parametrize(
    ("content", "name"),
    [
        (g2(headline=MARKED), "item.xml"),
        (f'<?xml version="1.0" encoding="UTF-8"?><rss><item><title>{MARKED}</title></item></rss>', "feed.rss"),
        (f'<html><head><meta charset="UTF-8"><title>{MARKED}</title></head><p>{WORDS}</p>', "a.html"),
    ],
)
def test_windows_signs_that_are_declared_as_latin_1_are_read(content: str, name: str, encoding: str) -> None:
    copy = read(content.replace("UTF-8", encoding).encode("cp1252"), name)

    assert copy.headline == MARKED


CENTRAL = ["„Zażółć” – źródło: śledczy…", "„Příliš žluťoučký kůň“ – Šárka"]


@pytest.mark.parametrize("headline", CENTRAL)
@pytest.mark.parametrize(
    ("content", "name"),
    [
        (g2(headline="HEADLINE"), "item.xml"),
        (f'<html><head><meta charset="UTF-8"><title>HEADLINE</title></head><p>{WORDS}</p>', "a.html"),
    ],
)
def test_windows_1250_that_is_declared_as_latin_2_is_read(content: str, name: str, headline: str) -> None:
    declared = content.replace("UTF-8", "ISO-8859-2").replace("HEADLINE", headline)

    assert read(declared.encode("cp1250"), name).headline == headline


@pytest.mark.parametrize("headline", ["Zażółć gęślą jaźń", "Příliš žluťoučký kůň"])
def test_true_latin_2_is_read_as_it_says(headline: str) -> None:
    declared = g2(headline=headline).replace("UTF-8", "iso8859-2")

    assert read(declared.encode("iso8859-2"), "item.xml").headline == headline


@pytest.mark.parametrize(
    "text",
    [
        "Podczas burzy zginęło dziewięć osób. Miasto było bez prądu.",
        "Dwoje ludzi nie wróciło do domu. To może być pomyłka.",
        "Při bouři zemřelo devět lidí. Město bylo dva dny bez proudu, řekl starosta.",
    ],
)
@pytest.mark.parametrize("encoding", ["cp1250", "iso8859-2"])
def test_polish_and_czech_that_say_no_encoding_are_refused_and_not_garbled(text: str, encoding: str) -> None:
    with pytest.raises(UnreadableCopy, match="save it as UTF-8"):
        read(text.encode(encoding), "a.txt")


@pytest.mark.parametrize(
    "text",
    [
        "Neuf blessés à 3 km² et 150 m³ d’eau, dit le maire.",
        "¿Quién lo dijo? El río creció 2 m³ por segundo, según el alcalde.",
        "Søren Kjær så skibet øst for Ærø. Così disse il capitano, lunedì e martedì.",
        "Il capitano Sørensen partì lunedì per l’isola.",
        "L´armée a reculé de 3 ‰ ; l´état-major s´est tu¸ dit-on, 5 ÷ 2.",
        "Été à Évry",
    ],
)
def test_what_other_languages_write_in_windows_1252_is_read(text: str) -> None:
    assert read(text.encode("cp1252"), "a.txt").text == text


def test_a_byte_that_no_encoding_has_is_seen() -> None:
    content = g2(headline="“Port\x81” – dit-il").replace("UTF-8", "ISO-8859-1")

    copy = read(
        content.encode("utf-8")
        .replace("“".encode(), b"\x93")
        .replace("”".encode(), b"\x94")
        .replace("\x81".encode(), b"\x81")
        .replace("–".encode(), b"\x96"),
        "item.xml",
    )

    assert copy.headline == "“Port\ufffd” – dit-il"


def test_letters_that_break_off_are_no_other_encodings_letters() -> None:
    text = "Neuf blessés à Vélmar, selon le préfet, après l'éboulement. Il est tombé à l'eau"
    whole = text.encode()

    assert "inside a letter" in refusal(whole[: whole.rindex("à".encode()) + 1], "story.txt")
    assert "inside a letter" in refusal(whole.replace("é".encode(), b"\xc3", 1), "story.txt")
    assert read(text.encode("cp1252"), "story.txt").text == text
    assert read(whole, "story.txt").text == text


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (g2(headline="Le quai s'est effondré").replace("UTF-8", "ISO-8859-1"), "item.xml"),
        (
            f'<html><head><meta charset="iso-8859-1"><title>Le quai s\'est effondré</title></head><p>{WORDS}</p>',
            "a.html",
        ),
    ],
)
def test_utf_8_that_is_declared_as_latin_1_is_read_as_utf_8(content: str, name: str) -> None:
    assert read(content.encode(), name).headline == "Le quai s'est effondré"
    assert read(content.encode("latin-1"), name).headline == "Le quai s'est effondré"


RUSSIAN = "Двенадцать человек погибли в Вельмаре в понедельник, сообщил мэр города."
FRENCH = "Neuf blessés à Vélmar, selon le préfet, après l'éboulement. L’État était présent."
VIETNAMESE = "Được biết, mười hai người đã thiệt mạng trên đường, theo chính quyền địa phương. ĐƯỜNG NGẬP"
ICELANDIC = "Öll áhöfnin fórst þegar ferjan sökk við Ærøy, sagði lögreglan. Bókstafirnir æøå og þð eru hér."
JAPANESE = "月曜日、ヴェルマールで十二人が死亡したと市長が述べた。"
KOREAN = "월요일 벨마르에서 열두 명이 사망했다고 시장이 말했다."
CHINESE = "周一，十二人在韦尔马尔丧生，市长说。"


LATIN = (FRENCH, "Été à Évry", ICELANDIC, "“Søren” så også øen; the letters æøå stand here.")


def page(label: str, text: str) -> str:
    return f'<html><head><meta charset="{label}"><title>X</title></head><body><p>{text}</p></body></html>'


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("gb2312", "gbk", CHINESE),
        ("GBK", "gb18030", CHINESE),
        ("x-gbk", "gbk", CHINESE),
        ("big5", "big5", "週一，十二人喪生，市長說。"),
        ("shift_jis", "cp932", JAPANESE),
        ("x-sjis", "shift_jis", JAPANESE),
        ("euc-jp", "euc_jp", JAPANESE),
        ("iso-2022-jp", "iso2022_jp", JAPANESE),
        ("euc-kr", "cp949", KOREAN),
        ("ks_c_5601-1987", "euc_kr", KOREAN),
        ("windows-874", "cp874", "มีผู้เสียชีวิตสิบสองคน"),
        ("cp866", "cp866", RUSSIAN),
        ("koi8-r", "koi8-r", RUSSIAN),
        ("x-mac-cyrillic", "mac_cyrillic", RUSSIAN),
        ("macintosh", "mac_roman", FRENCH),
        ("iso-8859-8-i", "iso8859-8", "תריסר בני אדם נהרגו ביום שני"),
    ],
)
def test_a_page_is_read_by_the_labels_that_browsers_know(label: str, codec: str, text: str) -> None:
    prolog = f'<?xml version="1.0" encoding="{label}"?>' + page("", text).replace('<meta charset="">', "")

    assert read(page(label, text).encode(codec), "a.html").body == text
    assert read(prolog.encode(codec), "a.xhtml").body == text


@pytest.mark.parametrize("label", ["gb2312", "x-sjis", "cp866", "windows-874"])
def test_an_xml_file_is_read_by_the_same_labels(label: str) -> None:
    text = {"gb2312": CHINESE, "x-sjis": JAPANESE, "cp866": RUSSIAN, "windows-874": "มีผู้เสียชีวิตสิบสองคน"}[label]
    codec = {"gb2312": "gbk", "x-sjis": "cp932", "cp866": "cp866", "windows-874": "cp874"}[label]

    assert read(g2(headline=text).replace("UTF-8", label).encode(codec), "item.xml").headline == text


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("koi8-r", "cp1251", RUSSIAN),
        ("windows-1251", "koi8-r", RUSSIAN),
        ("windows-1251", "cp866", RUSSIAN),
        ("cp866", "cp1251", RUSSIAN),
        ("macintosh", "cp1251", RUSSIAN),
        ("iso-8859-5", "cp1251", RUSSIAN),
        ("gb2312", "cp1251", RUSSIAN),
        ("shift_jis", "cp1251", RUSSIAN),
        ("iso-8859-1", "cp1251", RUSSIAN),
        ("windows-1252", "cp1251", "Погибли 300 человек."),
        ("iso-8859-15", "koi8-r", RUSSIAN.lower()),
        ("iso-8859-1", "cp1253", "Δώδεκα άνθρωποι σκοτώθηκαν, είπε ο δήμαρχος."),
        ("iso-8859-1", "cp1256", "قتل 300 شخص."),
        ("iso-8859-1", "gbk", CHINESE),
        ("iso-8859-1", "cp1250", "Podczas burzy zginęło dziewięć osób. Miasto było bez prądu."),
        ("iso-8859-1", "cp1250", "Při bouři zemřelo devět lidí. Město bylo dva dny bez proudu."),
        ("windows-1252", "cp850", FRENCH.replace("’", "'")),
        ("windows-1252", "mac_roman", FRENCH),
        ("rot13", "cp1251", RUSSIAN),
        ("unicode_escape", "cp1251", RUSSIAN),
    ],
)
def test_a_page_in_another_encoding_than_it_says_is_refused_and_not_garbled(label: str, codec: str, text: str) -> None:
    assert "save it as UTF-8" in refusal(page(label, text).encode(codec), "a.html")


@pytest.mark.parametrize("text", LATIN)
@pytest.mark.parametrize("label", ["iso-8859-1", "iso-8859-15", "windows-1252"])
def test_latin_copy_is_read_in_the_encoding_that_it_says(label: str, text: str) -> None:
    assert read(page(label, text).encode("cp1252"), "a.html").body == text


def test_vietnamese_is_read_in_its_own_encoding() -> None:
    composed = "Đươ\u0323c biê\u0301t, mươ\u0300i hai ngươ\u0300i đa\u0303 ti\u0300m đươ\u0300ng ơ\u0309 Huê\u0301."

    copy = read(page("windows-1258", composed).encode("cp1258"), "a.html")

    assert copy.body == "Được biết, mười hai người đã tìm đường ở Huế."


@pytest.mark.parametrize("label", ["gb2312", "shift_jis", "big5", "euc-kr", "koi8-r", "windows-1251", "macintosh"])
def test_a_page_that_says_another_encoding_than_windows_is_read_as_windows(label: str) -> None:
    assert read(page(label, FRENCH).encode("cp1252"), "a.html").body == FRENCH


@pytest.mark.parametrize(
    "text",
    [
        RUSSIAN,
        FRENCH,
        JAPANESE,
        KOREAN,
        CHINESE,
        "НАТО и МинЗдрав сообщили: 5 €",
        "iPhone手机",
        "ÉTÉ à Ærø",
        VIETNAMESE,
        ICELANDIC,
    ],
)
def test_letters_that_are_right_are_no_nonsense(text: str) -> None:
    assert not is_garbled(text)
