"""Flag a word that takes a side where a plain description exists.

Why: in the desk's own voice a label is a verdict; in a speaker's mouth, between marks, it is news.
Guidance: CODEBOOK 4; AFP, Reuters and the BBC on "terrorist", and on who must be heard to say it. They differ
on single words between marks and on indirect speech: the house style weighs each voice.
Fires: "The terrorists fled to the hills."
Silent: "“The terrorists fled to the hills,” said Colonel Anton Verek."
"""

from __future__ import annotations

from collections.abc import Iterator

from moderation.checks.check import Check, HouseStyle
from moderation.checks.toll_findings import mark
from moderation.checks.wording import VOICES, Wording, name_category, quote, say
from moderation.screening.values import Finding, Label, Reading, Severity, Voice

_FAULT: Wording = {"en": "{label}: {category}; {voice}.", "fr": "{label}\u00a0: {category}\u00a0; {voice}."}
_SPEAKER: Wording = {"en": "Speaker: {speaker}.", "fr": "Locuteur\u00a0: {speaker}."}
_PLAIN: Wording = {"en": "Plain wording: {plain}.", "fr": "Mot neutre\u00a0: {plain}."}
_REMEDY: dict[Voice, Wording] = {
    Voice.OWN: {
        "en": "Use a plain word, or quote the one who says it.",
        "fr": "Employez un mot neutre, ou citez celui qui le dit.",
    },
    Voice.ATTRIBUTED: {
        "en": "Put it in quotation marks, or use a plain word.",
        "fr": "Mettez-le entre guillemets, ou employez un mot neutre.",
    },
    Voice.SCARE: {"en": "Say whose word it is, or use a plain one.", "fr": "Dites qui parle, ou prenez un mot neutre."},
    Voice.QUOTED: {"en": "Ask whether the quotation is needed.", "fr": "Voyez si la citation est nécessaire."},
}


def find(reading: Reading, house: HouseStyle, language: str) -> Iterator[Finding]:
    """Yield a finding for each label not exempt, as *house* weighs the voice that says it."""
    for label in reading.labels:
        severity = None if label.exemption else house.weigh(label.voice, label.severity)
        if severity is not None:
            yield _finding(reading, label, severity, house, language)


def _finding(reading: Reading, label: Label, severity: Severity, house: HouseStyle, language: str) -> Finding:
    text = reading.layout.text
    remedy = say(_REMEDY[label.voice], language)
    parts = [_FAULT, _SPEAKER if label.speaker else {"en": ""}, _PLAIN if label.suggestions else {"en": ""}]
    message = " ".join(filter(None, (say(part, language) for part in parts))).format(
        label=quote(label.span.of(text), language),
        category=name_category(label.category, language),
        voice=say(VOICES[label.voice], language),
        speaker=quote(label.speaker.of(text), language) if label.speaker else "",
        plain=", ".join(label.suggestions),
    )
    evidence = {
        "term": {"id": label.term_id, "lemma": label.lemma, "category": label.category},
        "voice": str(label.voice),
        "speaker": mark(label.speaker, text),
        "likelihood": None if label.likelihood is None else round(label.likelihood, 3),
        "base_severity": str(label.severity),
        "house_style": house.name,
        "would_clear": remedy,
    }
    words = label.span.of(text)
    return Finding("loaded_label", severity, label.span, words, f"{message} {remedy}", label.replacements, evidence)


CHECK = Check(
    check_id="loaded_label",
    titles={"en": "Loaded label", "fr": "Mot qui prend parti"},
    guidance="CODEBOOK 4; AFP, Reuters and BBC on labels",
    languages=("fr", "en"),
    find=find,
    question="label",
    doc=__doc__,
)
