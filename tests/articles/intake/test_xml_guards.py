"""What strangers' XML may not do."""

from pathlib import Path

import pytest

from articles.intake import UnreadableCopy, read_copies, read_copy

STORY = "<nitf><body><body.content><p>Neuf blessés{extra}.</p></body.content></body></nitf>"
BOMB = (
    "<!DOCTYPE nitf ["
    + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x" * 10}">' for n in range(9))
    + "]>"
    + STORY.format(extra="&e8;")
)


def refuse(document: bytes) -> str:
    with pytest.raises(UnreadableCopy) as refused:
        read_copies(document, filename="x.xml")
    return str(refused.value)


def test_a_local_file_is_never_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hunter2")
    document = f'<!DOCTYPE nitf [<!ENTITY x SYSTEM "{secret.as_uri()}">]>' + STORY.format(extra="&x;")

    assert "declares entities" in refuse(document.encode())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_entities_that_multiply_are_refused_in_any_encoding(encoding: str) -> None:
    assert "declares entities" in refuse(BOMB.encode(encoding))


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE nitf SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p"> %p;]>',
        "<!DOCTYPE nitf [<!ATTLIST p lang CDATA 'fr'>]>",
        "<!doctype nitf [<!ELEMENT p ANY>]>",
    ],
)
def test_a_document_type_of_its_own_is_refused(prolog: str) -> None:
    assert refuse((prolog + STORY.format(extra="")).encode())


def test_a_document_type_that_is_only_named_is_not_loaded() -> None:
    prolog = '<!DOCTYPE nitf PUBLIC "-//IPTC//DTD NITF 3.4//EN" "http://127.0.0.1:9/nitf.dtd">'

    assert read_copy((prolog + STORY.format(extra="")).encode()).text == "Neuf blessés."


def test_named_letters_of_html_are_put_in() -> None:
    assert read_copy(STORY.format(extra="&nbsp;&eacute; &amp; &lt;").encode()).text == "Neuf blessés\xa0é & <."


def test_any_other_entity_is_refused() -> None:
    assert refuse(STORY.format(extra="&payload;").encode())


@pytest.mark.parametrize("depth", [300, 50_000])
def test_nesting_is_bounded(depth: int) -> None:
    deep = "<q>" * depth + "x" + "</q>" * depth

    assert "depth" in refuse(STORY.format(extra=deep).encode())


@pytest.mark.parametrize(
    "document",
    [
        b"<nitf>",
        b"<nitf></body></nitf>",
        b"<?xml version='1.0' encoding='ebcdic-cp-us'?><nitf/>",
        b"<?xml version='1.0' encoding='zip'?><nitf/>",
        b"<?xml version='1.0' encoding='utf-16'?><nitf/>",
        b"<?xml version='1.0'?><nitf>\xff\xfe</nitf>",
        b"<?xml version='1.0'?><nitf>\x00</nitf>",
        b"<?xml version='1.0'?>",
        b"<nitf/><nitf/>",
        b"<nitf/>",
        b"<NewsML/>",
        b"<newsItem/>",
        b"<rss/>",
        b"<?xml version='1.0'?><invoice/>",
    ],
)
def test_what_is_broken_or_empty_is_refused(document: bytes) -> None:
    assert refuse(document).startswith("x.xml ")
