"""The few words that articles, versions and uploads share."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# The languages that the house itself speaks: messages, mails, the admin. Copy may come in any language.
LANGUAGES = (("en", _("English")), ("fr", _("French")))


class ArticleKind(models.TextChoices):
    """What the copy is to the desk."""

    SYNDICATED = "syndicated", _("syndicated")
    TRANSLATED = "translated", _("translated")
    ORIGINAL = "original", _("original of a translation")


class VersionOrigin(models.TextChoices):
    """How a version came to be."""

    FILED = "filed", _("filed")
    CORRECTED = "corrected", _("corrected by the wire")
    AMENDED = "amended", _("corrected by a program")
    EDITED = "edited", _("edited on the desk")
    LINKED = "linked", _("joined with its original")
    REREAD = "reread", _("read in another language")
    LATE = "late", _("arrived late")
    KILL = "kill", _("text of the kill")
