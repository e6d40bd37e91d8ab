"""Language tags."""

import pytest

from articles.intake.languages import KNOWN, UnknownLanguage, read_language


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("fr", "fr"),
        ("FR", "fr"),
        ("fr-CA", "fr"),
        ("fr_FR", "fr"),
        (" en-GB ", "en"),
        ("ckb", "ckb"),
        ("fra", "fr"),
        ("ger-DE", "de"),
    ],
)
def test_a_tag_is_read_in_its_short_form(tag: str, language: str) -> None:
    assert read_language(tag) == language


@pytest.mark.parametrize("tag", ["", "xx", "french", "f", "-fr", "klingon", "zz-FR"])
def test_a_tag_of_no_language_is_refused_by_name(tag: str) -> None:
    with pytest.raises(UnknownLanguage, match=f"“{tag}” is no language"):
        read_language(tag)


def test_all_two_letter_codes_of_the_standard_are_known() -> None:
    assert len([code for code in KNOWN if len(code) == 2]) == 183
