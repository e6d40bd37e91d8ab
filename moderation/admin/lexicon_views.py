"""The pages of a lexicon draft: each translates, makes one call to the workflow, answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import chain, zip_longest
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles.sight import visible_articles
from moderation.admin.acting import by
from moderation.admin.lexicon_forms import DaysForm, ReasonForm, RowForm, SheetForm, TryForm
from moderation.admin.lexicon_pages import DraftPage, find_rows, language_of, name_of, title_of
from moderation.models import ImpactPreview, LexiconDraft
from moderation.workflow.columns import table_at
from moderation.workflow.draft_rows import RowMoved, UnfitRow, put_row, take_back, withdraw_row
from moderation.workflow.drafting import drop_draft, publish_draft, start_draft
from moderation.workflow.impact import MOST_SHOWN
from moderation.workflow.lexicon_sheets import LineFault, UnreadableSheet, import_rows, write_table
from moderation.workflow.previewing import ask_preview
from moderation.workflow.refusal import Refusal
from moderation.workflow.trying import Trial, try_draft
from moderation.workflow.wording import Place, Words, row_by_id

Context = Mapping[str, Any]
_VIEW, _CHANGE = "moderation.view_lexicondraft", "moderation.change_lexicondraft"


def start(request: HttpRequest, context: Context) -> HttpResponse:
    """Begin a draft on the latest release."""
    if not request.user.has_perm("moderation.add_lexicondraft"):
        raise PermissionDenied
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        made: list[LexiconDraft] = []
        if _do(request, lambda: made.append(start_draft(changes=[], reason=reason, **by(request)))):
            return _to("change", made[0].pk)
    return _page(request, context, "start", title=_("Begin a lexicon draft"), form=form)


def show(request: HttpRequest, context: Context, pk: int) -> HttpResponse:
    """Show a draft: what it changes, how it was tried, what can be done."""
    page = _open(request, pk)
    more = {"days": DaysForm(), "reason": ReasonForm()}
    return _page(request, context, "draft", title=_("Lexicon draft %(pk)d") % {"pk": pk}, page=page, **more)


def show_table(request: HttpRequest, context: Context, pk: int, language: str, table: str) -> HttpResponse:
    """Show a table as the draft has it, and take a CSV file in."""
    page, place = _open(request, pk), _place(language, table)
    form = SheetForm(request.POST or None, request.FILES or None)
    faults: list[LineFault] = []
    if request.method == "POST":
        _guard(request)
        if form.is_valid() and _take_in(request, page, place, form, faults):
            return _to("change", pk)
    return _page(
        request, context, "table", **_titles(place), page=page, sheet=form, faults=faults, **_rows(request, page, place)
    )


def edit_row(request: HttpRequest, context: Context, pk: int, language: str, table: str) -> HttpResponse:
    """Put a row in or change one."""
    _guard(request)
    page, place = _open(request, pk), _place(language, table)
    number = (request.POST or request.GET).get("id", "")
    row = row_by_id(place.rows_of(page.words), number) if number else {}
    if (row is None and request.method != "POST") or not page.may_change:
        raise Http404  # a row that went while it was edited is told of, and what was written is kept in the form
    row = row or {"id": number}
    form = RowForm(_columns(place), place, page.words, request.POST or None, row)
    if request.method == "POST" and form.is_valid() and _put(request, page, place, form):
        return _to("change", pk)
    title = _("Change “%(name)s”") % {"name": name_of(row)} if number else _("A new row")
    return _page(request, context, "row", **{**_titles(place), "title": title}, page=page, form=form, number=number)


@require_POST
def change_row(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a row, or leave it as the release has it."""
    _guard(request)
    page = _open(request, pk)
    place, number = _place(request.POST.get("language", ""), request.POST.get("table", "")), request.POST.get("id", "")
    act = withdraw_row if request.POST.get("act") == "withdraw" else take_back
    seen = request.POST.get("seen", "")
    _do(request, lambda: act(draft=page.draft, place=place, number=number[:64], seen=seen, **by(request)))
    return _to("change", pk)


def try_text(request: HttpRequest, context: Context, pk: int) -> HttpResponse:
    """Read a pasted text under the release and under the draft; nothing of it is kept."""
    _guard(request)
    page, form = _open(request, pk), TryForm(request.POST or None)
    trial: Trial | None = None
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            trial = try_draft(
                draft=page.draft,
                text=asked["text"].replace("\r\n", "\n"),
                language=asked["language"] or None,
                desk=asked["desk"],
                message_language=get_language() or "en",
                **by(request),
            )
        except Refusal as refusal:
            form.add_error("text", _sentence(refusal))
    return _page(request, context, "try", title=_("Try the draft on a text"), page=page, form=form, trial=trial)


@require_POST
def ask_for_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the workers for an impact preview."""
    _guard(request)
    page, form = _open(request, pk), DaysForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["days"]))
        return _to("change", pk)
    made: list[ImpactPreview] = []
    days = form.cleaned_data["days"]
    if not _do(request, lambda: made.append(ask_preview(draft=page.draft, days=days, **by(request)))):
        return _to("change", pk)
    return _to("preview", pk, made[0].pk)


@require_safe
def show_preview(request: HttpRequest, context: Context, pk: int, number: int) -> HttpResponse:
    """Show how far a preview is, and what it found."""
    page = _open(request, pk)
    preview = get_object_or_404(ImpactPreview.objects.defer("tally"), pk=number, draft=page.draft)
    shown = {"page": page, "preview": preview, "total": len(preview.chosen or ()), "sample": _sample(request, preview)}
    if request.GET.get("part"):
        return render(request, "moderation/lexicon/progress.html", shown)
    return _page(request, context, "preview", title=_("Impact preview"), **shown)


@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish a draft that somebody else wrote."""
    _guard(request)
    page = _open(request, pk)
    reason = request.POST.get("reason", "").replace("\x00", "")[:500]
    seen = request.POST.get("seen", "")
    said = _("Published. What it can change is read again.")
    _do(request, lambda: publish_draft(draft=page.draft, seen=seen, reason=reason, **by(request)), said=said)
    return _to("change", pk)


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a draft up."""
    _guard(request)
    page = _open(request, pk)
    _do(request, lambda: drop_draft(draft=page.draft, **by(request)), said=_("Dropped."))
    return _to("change", pk)


@require_safe
def take_sheet(request: HttpRequest, pk: int, language: str, table: str) -> HttpResponse:
    """Answer with a table of the draft as a CSV file."""
    return answer_sheet(_place(language, table), _open(request, pk).words, f"draft-{pk}")


def answer_sheet(place: Place, words: Words, of: str) -> HttpResponse:
    """Answer with a table as a CSV file."""
    name = f"{place.language}-{place.table}-{of}.csv"
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or "attachment"}
    return HttpResponse(write_table(place, words), content_type="text/csv; charset=utf-8", headers=headers)


def _open(request: HttpRequest, pk: int) -> DraftPage:
    if not request.user.has_perm(_VIEW):
        raise PermissionDenied
    draft = get_object_or_404(LexiconDraft.objects.select_related("base", "author", "release"), pk=pk)
    return DraftPage(draft, request.user)


def _guard(request: HttpRequest) -> None:
    if not request.user.has_perm(_CHANGE):
        raise PermissionDenied


def _place(language: str, table: str) -> Place:
    place = Place(language, table)
    if table_at(place) is None:
        raise Http404
    return place


def _columns(place: Place) -> Any:
    return table_at(place)


def _titles(place: Place) -> dict[str, Any]:
    language = language_of(place)
    return {
        "title": f"{title_of(place)} · {language}",
        "place": place,
        "language_name": language,
        "table": table_at(place),
    }


def _rows(request: HttpRequest, page: DraftPage, place: Place) -> dict[str, Any]:
    asked = request.GET.get("q", "")[:200].replace("\x00", "")
    rows = find_rows(place, page.words, asked=asked, page=request.GET.get("p", "1"))
    return {"asked": asked, "rows": rows, "columns": [column.name for column in _columns(place).columns]}


def _take_in(request: HttpRequest, page: DraftPage, place: Place, form: SheetForm, faults: list[LineFault]) -> bool:
    content = form.cleaned_data["file"].read()
    try:
        count = import_rows(draft=page.draft, place=place, content=content, **by(request))
    except UnreadableSheet as refusal:
        faults.extend(refusal.faults)
    except Refusal as refusal:
        form.add_error("file", _sentence(refusal))
    else:
        said = ngettext("%(count)d row was changed.", "%(count)d rows were changed.", count)
        messages.success(request, said % {"count": count})
        return True
    return False


def _put(request: HttpRequest, page: DraftPage, place: Place, form: RowForm) -> bool:
    try:
        put_row(draft=page.draft, place=place, row=form.row(), seen=form.cleaned_data["seen"], **by(request))
    except UnfitRow as refusal:
        form.tell(refusal)
    except RowMoved as refusal:
        form.add_error(None, _sentence(refusal))
        form.tell_moved(refusal)
    except Refusal as refusal:
        form.add_error(None, _sentence(refusal))
    else:
        messages.success(request, _("Kept in the draft."))
        return True
    return False


def _do(request: HttpRequest, act: Callable[[], object], *, said: str = "") -> bool:
    """Make one call to the workflow; a refusal is told in its own words."""
    try:
        act()
    except Refusal as refusal:
        messages.error(request, _sentence(refusal))
        return False
    if said:
        messages.success(request, said)
    return True


def _sentence(refusal: Refusal) -> str:
    words = str(refusal)
    return words[:1].upper() + words[1:] + ("" if words.endswith(".") else ".")


def _to(name: str, *args: int) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(f"admin:moderation_lexicondraft_{name}", args=args))


def _sample(request: HttpRequest, preview: ImpactPreview) -> list[Mapping[str, Any]]:
    """Return some examples from copy that the person may read, of each desk in turn; the counts are the house's."""
    sample = preview.impact.get("sample", [])
    articles = visible_articles(request.user).filter(pk__in=[one["article"] for one in sample])
    open_to_them = set(articles.values_list("pk", flat=True))
    desks: dict[str, list[Mapping[str, Any]]] = {}
    for one in sample:
        if one["article"] in open_to_them:
            desks.setdefault(one.get("desk", ""), []).append(one)
    in_turn = chain.from_iterable(zip_longest(*desks.values()))
    return [one for one in in_turn if one is not None][:MOST_SHOWN]


def _page(request: HttpRequest, context: Context, template: str, **more: Any) -> TemplateResponse:
    return TemplateResponse(request, f"moderation/lexicon/{template}.html", {**context, **more})
