"""`manage.py file_copy`: file one article from a file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.actor import Actor
from articles.intake import MAX_BYTES
from articles.models import Article, ArticleKind, Desk, Wire
from articles.models.desk import DeskQuerySet
from articles.models.wire import WireQuerySet
from articles.operations import IncomingOriginal, Outcome, receive_upload

_OUTCOMES = {
    Outcome.FILED: "Filed as",
    Outcome.UPDATED: "Brought up to date:",
    Outcome.UNCHANGED: "Filed before, and the same now:",
    Outcome.LATE: "Kept as a late arrival with",
    Outcome.KILLED: "Killed:",
}


class Command(BaseCommand):
    """File a file as copy, and say what became of it."""

    help = "File the article or articles of a file, in any format read here; the same bytes twice are the same upload."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the file and its heads."""
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--language", default="", help="such as fr or en; left out: what the file says")
        parser.add_argument("--wire", required=True, metavar="NAME", help="its name or code")
        parser.add_argument("--desk", required=True, metavar="NAME", help="its name or code")
        kinds = [ArticleKind.SYNDICATED.value, ArticleKind.TRANSLATED.value]
        parser.add_argument("--kind", choices=kinds, default=ArticleKind.SYNDICATED.value)
        parser.add_argument("--original", metavar="FILE", help="the text it was translated from")
        parser.add_argument("--original-language", metavar="LANGUAGE")
        parser.add_argument("--original-article", type=int, metavar="NUMBER", help="an article it was translated from")
        parser.add_argument("--user", metavar="NAME", help="who files it; they cannot approve it")

    def handle(self, *args: Any, **options: Any) -> None:
        """File the file, or say why not."""
        receipt = receive_upload(
            content=_read(options["file"]),
            filename=Path(options["file"]).name,
            # As on the upload page and for programs: a wire that is switched off brings nothing.
            wire=_one(Wire.objects.active(), options["wire"]),
            desk=_one(Desk.objects.all(), options["desk"]),
            language=options["language"],
            kind=options["kind"],
            actor=_actor(options["user"]),
            now=timezone.now(),
            original=_original(options),
        )
        if receipt.article is None:
            raise CommandError(f"nothing was filed: {receipt.upload.reason}")
        if receipt.is_duplicate:
            self.stdout.write(f"The same bytes were filed before, as {_name(receipt.article)}")
        for one in receipt.receipts:
            self.stdout.write(self.style.SUCCESS(f"{_OUTCOMES[one.outcome]} {_name(one.article)}"))
        for warning in receipt.warnings:
            self.stdout.write(self.style.WARNING(f"  {warning}"))


def _name(article: Article) -> str:
    return f"article {article.pk}: {article.headline}"


def _read(path: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}") from None


def _one(among: WireQuerySet | DeskQuerySet, name: str) -> Any:
    found = among.named(name).first()
    if found is None:
        known = ", ".join(among.values_list("code", flat=True)) or "none; run manage.py seed"
        raise CommandError(f"no {among.model._meta.verbose_name} is named “{name}”; there are: {known}")
    return found


def _actor(name: str | None) -> Actor:
    if name is None:
        return Actor.system()
    try:
        return Actor.person(User.objects.get(username=name))
    except User.DoesNotExist:
        raise CommandError(f"nobody signs in as “{name}”") from None


def _original(options: dict[str, Any]) -> IncomingOriginal | Article | None:
    if options["original"] and options["original_article"]:
        raise CommandError("give either --original or --original-article")
    if options["original"]:
        if not options["original_language"]:
            raise CommandError("--original needs --original-language")
        path = options["original"]
        return IncomingOriginal(_read(path), Path(path).name, options["original_language"])
    if options["original_article"]:
        try:
            return Article.objects.get(pk=options["original_article"])
        except Article.DoesNotExist:
            raise CommandError(f"there is no article {options['original_article']}") from None
    return None
