"""Keep what cannot be filed: an upload with its reason, once however often it comes."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction

from articles.actor import Actor
from articles.models import ArticleKind, Desk, Upload, UploadState, Wire
from articles.signals import upload_refused


@transaction.atomic
def keep_refused(
    *, content: bytes, filename: str, wire: Wire, desk: Desk, reason: str, actor: Actor, now: datetime
) -> Upload:
    """Keep refused bytes with the reason and tell of them; the same bytes for the same reason are kept once."""
    digest = hashlib.sha256(content).hexdigest()
    # PostgreSQL keeps no NUL, and a reason may quote what could not be kept because of one.
    reason = reason.replace("\x00", "")
    known = Upload.objects.filter(wire=wire, sha256=digest, state=UploadState.REFUSED, reason=reason).first()
    if known is not None:
        return known
    upload = Upload.objects.create(
        sha256=digest,
        filename=filename.replace("\x00", "")[-255:] or "-",
        size=len(content),
        content=content,
        wire=wire,
        desk=desk,
        language=wire.language,
        kind=ArticleKind.SYNDICATED,
        state=UploadState.REFUSED,
        reason=reason,
        uploaded_by=actor.user,
        uploaded_at=now,
    )
    upload_refused.send(sender=Upload, upload=upload, actor=actor, now=now)
    return upload
