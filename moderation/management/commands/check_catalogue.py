"""Print each check with its guidance, languages and examples; fail where one does not behave."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from moderation.checks import CHECKS
from moderation.checks.catalogue import Example, UnreadableExample, find_fault, read_examples
from moderation.checks.check import Check
from moderation.management.words import Words, load_words
from moderation.screening.languages import complete_packs


class Command(BaseCommand):
    """Print the catalogue, then every fault found on the way, and fail if there is one."""

    help = "Prints the checks and tries their examples; fails on an empty pack or an example that misbehaves."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Print and try all checks in all their languages."""
        words = load_words()
        faults = [fault for check in CHECKS for fault in self._show(check, words)]
        if faults:
            raise CommandError("\n".join([f"{len(faults)} faults in the catalogue:", *faults]))
        self.stdout.write(f"\n{len(CHECKS)} checks, all examples behave.")

    def _show(self, check: Check, words: Words) -> Iterator[str]:
        """Print one check and yield its faults."""
        self.stdout.write(f"\n{check.check_id}: {check.title_in('en')} / {check.title_in('fr')}")
        self.stdout.write("".join(f"  {line}\n" for line in check.doc.strip().splitlines()).rstrip())
        self.stdout.write(f"  Languages: {', '.join(check.languages)}")
        complete = complete_packs(words.lexicon)
        for language in check.languages:
            if language not in complete:
                yield f"{check.check_id}: the lexicon of '{language}' is empty or incomplete; fill its tables"
                continue
            yield from self._try(check, language, words)

    def _try(self, check: Check, language: str, words: Words) -> Iterator[str]:
        try:
            examples = read_examples(Path(settings.SEEDS_DIR) / "examples", language, check.check_id)
        except UnreadableExample as error:
            yield str(error)
            return
        firing = [example for example in examples if example.fires]
        self.stdout.write(f"  Examples ({language}): {len(firing)} fire, {len(examples) - len(firing)} stay silent")
        for example in examples:
            self.stdout.write(f"    {_line(example)}")
            findings = words.screen(example.text, language, example.original).findings
            yield from filter(None, [find_fault(example, check.check_id, findings)])
        if not firing or 2 * len(firing) > len(examples) + 1:
            yield f"{check.check_id} ({language}): give an example that fires, and as many that stay silent"


def _line(example: Example) -> str:
    fires = f"fires on {', '.join(example.fires)} ({example.severity})" if example.fires else "silent"
    text = example.text.replace("\n", " ¶ ")
    original = f"{example.original.text}  ⇒ ".replace("\n", " ¶ ") if example.original else ""
    return f"{original}{text}  → {fires}: {example.why}"
