"""Copy in the admin: the upload page, and pages that show and never change."""

from articles.admin.article import ArticleAdmin, ArticleVersionAdmin
from articles.admin.desk import DeskAdmin, WireAdmin
from articles.admin.token import ApiTokenAdmin
from articles.admin.upload import UploadAdmin

__all__ = ["ApiTokenAdmin", "ArticleAdmin", "ArticleVersionAdmin", "DeskAdmin", "UploadAdmin", "WireAdmin"]
