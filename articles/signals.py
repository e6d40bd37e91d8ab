"""What happens to copy, told inside the transaction in which it happens.

Every signal carries ``actor`` (:class:`articles.actor.Actor`) and ``now``. A receiver that fails takes the
operation with it: there is no version without its queued screening, no step without its audit event.
"""

from django.dispatch import Signal

version_filed = Signal()  # version: ArticleVersion, is_repeated: bool where its text is the one before, once more
version_kept = Signal()  # version: ArticleVersion, beside the line: it arrived late, or came with a kill
heads_changed = Signal()  # article: Article, before: dict, after: dict, reason: str where a person says why
correction_announced = Signal()  # article: Article, of: Article, reason: str
copy_tied = Signal()  # article: Article, to: Article, which it was made from: told as soon as that is known
copy_held = Signal()  # article: Article, reason: str
copy_released = Signal()  # article: Article, reason: str
copy_killed = Signal()  # article: Article, reason: str
upload_received = Signal()  # upload: Upload
upload_refused = Signal()  # upload: Upload
wire_fell_quiet = Signal()  # wire: Wire, since: datetime
wire_spoke_again = Signal()  # wire: Wire, since: datetime, when it fell quiet
token_issued = Signal()  # token: ApiToken
token_rotated = Signal()  # token: ApiToken, old: ApiToken
token_revoked = Signal()  # token: ApiToken
desk_changed = Signal()  # desk: Desk, before: dict, None where it is new, after: dict, None where it goes
person_seated = Signal()  # desk: Desk, person: User
person_unseated = Signal()  # desk: Desk, person: User
wire_changed = Signal()  # wire: Wire, before: dict, None where it is new, after: dict, None where it goes
