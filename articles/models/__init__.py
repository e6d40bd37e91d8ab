"""Copy as it is kept."""

from articles.models.answer import KeptAnswer
from articles.models.arrival import Arrival, ArrivalState
from articles.models.article import Article, PubStatus
from articles.models.desk import Desk, DeskMembership
from articles.models.kinds import LANGUAGES, ArticleKind, VersionOrigin
from articles.models.link import ArticleLink, LinkKind
from articles.models.token import ApiToken, TokenScope
from articles.models.upload import Upload, UploadState
from articles.models.version import ArticleVersion, hash_content
from articles.models.wire import Wire, WireKind, WireState

__all__ = [
    "LANGUAGES",
    "ApiToken",
    "Arrival",
    "ArrivalState",
    "Article",
    "ArticleKind",
    "ArticleLink",
    "ArticleVersion",
    "Desk",
    "DeskMembership",
    "KeptAnswer",
    "LinkKind",
    "PubStatus",
    "TokenScope",
    "Upload",
    "UploadState",
    "VersionOrigin",
    "Wire",
    "WireKind",
    "WireState",
    "hash_content",
]
