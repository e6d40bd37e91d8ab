"""What goes wrong is said on a page of the house, in the reader's language, with a way back."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation


@pytest.mark.parametrize("name", ["403.html", "403_csrf.html", "404.html", "500.html"])
def test_a_problem_page_needs_nothing_and_leads_back(name: str) -> None:
    with translation.override("fr"):
        html = render_to_string(name)

    assert '<html lang="fr">' in html
    assert 'href="/"' in html
    assert "moderation/css/colours.css" in html


@pytest.mark.django_db
def test_an_address_that_is_not_there_is_answered_by_the_house() -> None:
    answer = Client().get("/nowhere/")

    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.content.decode()


def test_browsers_find_the_mark_where_they_look_unasked() -> None:
    answer = Client().get("/favicon.ico")

    assert answer["Location"].endswith("mark.svg")
