"""Uploads in the admin: the page that takes copy in, and what became of each file."""

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.actor import Actor
from articles.admin.seen import Languages, OwnDesks, SeenByDesk
from articles.admin.shown import ShownOnly
from articles.admin.upload_form import UploadForm
from articles.models import Article, Desk, Upload, Wire
from articles.operations import Outcome, UploadReceipt, receive_upload
from articles.sight import Person, desk_numbers, may_read, standing_on

_SENTENCES = {
    Outcome.FILED: gettext_lazy("Filed as {}. It is being screened."),
    Outcome.UPDATED: gettext_lazy("Brought {} up to date."),
    Outcome.UNCHANGED: gettext_lazy("This is {}, which was filed before. Nothing was filed again."),
    Outcome.LATE: gettext_lazy("Kept with {}, which has a newer version."),
    Outcome.KILLED: gettext_lazy("{} is killed."),
}


@admin.register(Upload)
class UploadAdmin(SeenByDesk, ShownOnly):
    """Take uploads in, and show what became of them."""

    article_path = "article__"

    list_display = ("filename", "state", "wire", "desk", "language", "size", "uploaded_by", "uploaded_at", "reason")
    list_filter = ("state", "wire", ("desk", OwnDesks), Languages)
    search_fields = ("filename", "sha256")
    list_select_related = ("wire", "desk", "uploaded_by")
    ordering = ("-pk",)
    exclude = ("content", "article")

    def seen_by(self, user: User) -> Q:
        """Return the condition that somebody sees an upload: they sent it, or it is their desk's."""
        desks = desk_numbers(user)
        refused = Q(article__isnull=True, desk__in=desks)
        return Q(uploaded_by=user.pk) | refused | standing_on(desks, self.article_path)

    def get_readonly_fields(self, request: HttpRequest, obj: Upload | None = None) -> tuple[str, ...]:
        """Link the article to who may read it."""
        is_linked = obj is not None and obj.article is not None and may_read(request.user, obj.article)
        return ("linked_article",) if is_linked else ()

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Allow whoever may file copy."""
        return request.user.has_perm("articles.add_upload")

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the upload form, and file what it brings."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return self._show(request, UploadForm(initial=_usual_heads(request), user=request.user))
        form = UploadForm(request.POST, request.FILES, user=request.user)
        if not form.is_valid():
            return _refuse(form) if _asks_for_file(request) else self._show(request, form)
        receipt = receive_upload(
            **form.incoming(),
            actor=Actor.person(request.user),
            now=timezone.now(),
            may_touch=partial(may_read, request.user),
        )
        if _asks_for_file(request):
            return _answer(request, receipt)
        if receipt.article is None:
            form.add_error(None, receipt.upload.reason)
            return self._show(request, form, refused=receipt.upload)
        return self._tell(request, receipt, receipt.article)

    @admin.display(description=gettext_lazy("article"))
    def linked_article(self, upload: Upload) -> SafeString:
        """Link the article that the upload became."""
        assert upload.article is not None
        return _link(upload.article)

    def _tell(self, request: HttpRequest, receipt: UploadReceipt, article: Article) -> HttpResponse:
        if receipt.is_duplicate:
            sentence = _("The same bytes were filed on %(day)s, as {}. Nothing was filed again.")
            day = timezone.localtime(receipt.upload.uploaded_at).strftime("%Y-%m-%d %H:%M")
            messages.warning(request, format_html(sentence % {"day": day}, _name(request.user, article)))
        for one in receipt.receipts:
            is_good = one.outcome in {Outcome.FILED, Outcome.UPDATED}
            tell = messages.success if is_good else messages.warning
            tell(request, format_html(str(_SENTENCES[one.outcome]), _name(request.user, one.article)))
        for warning in (*receipt.warnings, *_say_language(request, receipt, article)):
            messages.warning(request, warning)
        return HttpResponseRedirect(_address(request, article, _page_for(request, article)))

    def _show(self, request: HttpRequest, form: UploadForm, refused: Upload | None = None) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("File copy"),
            "opts": self.opts,
            "form": form,
            "refused": refused,
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "admin/articles/upload/file_copy.html", context)


def _asks_for_file(request: HttpRequest) -> bool:
    """Tell whether a script files one of several files, and wants a short answer."""
    return request.headers.get("X-Part") == "file"


def _answer(request: HttpRequest, receipt: UploadReceipt) -> JsonResponse:
    if receipt.article is None:
        return JsonResponse({"state": "refused", "message": receipt.upload.reason, "address": ""})
    address = _address(request, receipt.article, "admin:moderation_review_of")
    outcomes = dict.fromkeys(str(one.outcome.label) for one in receipt.receipts)
    told = _("filed before, not again") if receipt.is_duplicate else ", ".join(outcomes)
    message = ". ".join([told, *receipt.warnings, *_say_language(request, receipt, receipt.article)])
    state = "duplicate" if receipt.is_duplicate else receipt.outcome
    return JsonResponse({"state": state, "message": message, "address": address})


def _say_language(request: HttpRequest, receipt: UploadReceipt, article: Article) -> list[str]:
    """Say that known copy keeps its language where the page had put in another, and how to have that one."""
    if not (receipt.is_language_kept and may_read(request.user, article)):
        return []
    offered = request.POST.get("offered", "")
    sentence = _("It is still read in %(kept)s. If %(offered)s is right, file it again and type that yourself.")
    return [sentence % {"kept": article.language, "offered": offered}]


def _refuse(form: UploadForm) -> JsonResponse:
    reasons = " ".join(reason for errors in form.errors.values() for reason in errors)
    return JsonResponse({"state": "refused", "message": reasons, "address": ""})


def _page_for(request: HttpRequest, article: Article) -> str:
    """Return where to go on: to the article's review for who reads reviews, else to what the article says of itself."""
    has_review = request.user.has_perm("moderation.view_review") and hasattr(article, "review")
    return "admin:moderation_review_of" if has_review else "admin:articles_article_change"


def _address(request: HttpRequest, article: Article, page: str) -> str:
    """Return the address of the article's page; who may not read that is led to what became of their files."""
    if may_read(request.user, article):
        return reverse(page, args=[article.pk])
    return reverse("admin:articles_upload_changelist")


def _name(reader: Person, article: Article) -> SafeString | str:
    """Name and link the article; who may not read it learns only that it is another desk's."""
    return _link(article) if may_read(reader, article) else _("an article of another desk")


def _link(article: Article) -> SafeString:
    address = reverse("admin:articles_article_change", args=[article.pk])
    return format_html('<a href="{}">{}</a>', address, article.headline)


def _usual_heads(request: HttpRequest) -> dict[str, Any]:
    """Guess what this person files: for their own desk, from the wire they used last; the language is the copy's."""
    desk = Desk.objects.filter(members=request.user.pk).first()
    last = Upload.objects.filter(uploaded_by=request.user.pk).first()
    wire = last.wire if last else Wire.objects.active().first()
    return {"desk": desk, "wire": wire}
