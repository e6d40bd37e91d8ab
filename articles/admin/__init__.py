"""Copy in the admin: the upload page, and pages that show and never change."""

from articles.admin.article import ArticleAdmin, ArticleVersionAdmin
from articles.admin.token import ApiTokenAdmin
from articles.admin.upload import UploadAdmin
from articles.admin.wire import WireAdmin

__all__ = ["ApiTokenAdmin", "ArticleAdmin", "ArticleVersionAdmin", "UploadAdmin", "WireAdmin"]
