"""The upload form: a file or pasted text, its heads, and the original it was translated from."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import ForeignKeyRawIdWidget
from django.contrib.auth.models import User
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from articles.intake import FORMATS, MAX_BYTES
from articles.models import Article, ArticleKind, Desk, Wire
from articles.operations import IncomingOriginal
from articles.sight import visible_articles

_PASTED = "pasted.txt"
_KINDS = [(kind.value, kind.label) for kind in (ArticleKind.SYNDICATED, ArticleKind.TRANSLATED)]
_ACCEPTED = ",".join((*filter(None, FORMATS), "text/plain"))


class SeenArticle(ForeignKeyRawIdWidget):
    """Ask for an article's number, and name only an article that the person may read."""

    seen = Article.objects.none()

    def label_and_url_for_value(self, value: Any) -> tuple[str, str]:
        """Return the headline and the address of the article that was chosen."""
        article = self.seen.filter(pk=value).first() if str(value).isdecimal() else None
        return super().label_and_url_for_value(value) if article else ("", "")


class UploadForm(forms.Form):
    """Take one article in; what is in the file itself is judged later, with the reason kept."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        allow_empty_file=True,
        help_text=_("Text, Markdown, Word (.docx), HTML, ninjs, NewsML, NITF or RSS, up to 2 MiB."),
        widget=forms.FileInput(attrs={"accept": _ACCEPTED}),
    )
    text = forms.CharField(
        label=_("or text"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 12, "dir": "auto"})
    )
    language = forms.CharField(
        label=_("Language"),
        max_length=35,
        required=False,
        help_text=_("Its code, such as fr or en; left empty, what the file says, else the wire's."),
    )
    # What the page has put in as the language, which nobody has written or touched.
    offered = forms.CharField(max_length=35, required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Kind"), choices=_KINDS)
    wire = forms.ModelChoiceField(label=_("Wire"), queryset=Wire.objects.active())
    desk = forms.ModelChoiceField(label=_("Desk"), queryset=Desk.objects.all())
    original_file = forms.FileField(
        label=_("Original"),
        required=False,
        allow_empty_file=True,
        help_text=_("For a translation: the text it was made from."),
        widget=forms.FileInput(attrs={"accept": _ACCEPTED}),
    )
    original_language = forms.CharField(label=_("Original's language"), required=False, max_length=35)
    original_article = forms.ModelChoiceField(
        label=_("or an article"),
        required=False,
        help_text=_("Its number; the lens finds it. One of another desk is tied by somebody who sits on both."),
        error_messages={
            "invalid_choice": _(
                "No article of your desks has this number. If it is another desk's, add the original as a file that "
                "they have not filed, or ask somebody who sits on both desks to file the translation."
            )
        },
        queryset=Article.objects.none(),
        widget=SeenArticle(Article._meta.get_field("original").remote_field, admin.site),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = visible_articles(user)
        self.fields["original_article"].queryset = seen
        self.fields["original_article"].widget.seen = seen

    def clean(self) -> dict[str, Any]:
        """Refuse a form that leaves open which text, or which original, is meant."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        has_file, has_text = given.get("file") is not None, bool((given.get("text") or "").strip())
        if not has_file and not has_text:
            self.add_error("file", _("Choose a file, or paste the text."))
        if has_file and has_text:
            self.add_error("text", _("Give either a file or a text."))
        if given.get("original_file") is not None:
            self._check_original(given)
        return given

    def incoming(self) -> dict[str, Any]:
        """Return the arguments of `receive_upload`."""
        given = self.cleaned_data
        content, filename = self._copy()
        return {
            "content": content,
            "filename": filename,
            "wire": given["wire"],
            "desk": given["desk"],
            "language": given["language"],
            "is_offered": bool(given["language"]) and given["language"] == given["offered"],
            "kind": given["kind"],
            "original": self._original(),
        }

    def _check_original(self, given: dict[str, Any]) -> None:
        if not given.get("original_language"):
            self.add_error("original_language", _("Give the original's language."))
        if given.get("original_article"):
            self.add_error("original_article", _("Give either a file or an article as the original."))

    def _copy(self) -> tuple[bytes, str]:
        file = self.cleaned_data["file"]
        if file is None:
            return self.cleaned_data["text"].encode(errors="surrogatepass"), _PASTED
        return _read(file), file.name

    def _original(self) -> IncomingOriginal | Article | None:
        file = self.cleaned_data["original_file"]
        if file is None:
            original: Article | None = self.cleaned_data["original_article"]
            return original
        return IncomingOriginal(_read(file), file.name, self.cleaned_data["original_language"])


def _read(file: UploadedFile) -> bytes:
    """Read a file's bytes, and of a file too large only enough to know it."""
    content: bytes = file.read(MAX_BYTES + 1)
    return content
