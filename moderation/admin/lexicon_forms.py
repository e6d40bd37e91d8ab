"""The forms of the lexicon: a row of a table, a text to try, days to look back, a reason, a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.models import Desk
from articles.models.kinds import LANGUAGES
from moderation.workflow.columns import Column, Table, choices_of
from moderation.workflow.draft_rows import LONGEST_CELL, RowMoved, UnfitRow, clean_cell, digest_of_row
from moderation.workflow.lexicon_sheets import LARGEST_FILE
from moderation.workflow.previewing import MOST_DAYS
from moderation.workflow.wording import Place, Row, Words

_USUAL_DAYS = 30


class ReasonForm(forms.Form):
    """Why a draft is begun or published."""

    reason = forms.CharField(
        max_length=500,
        label=_("Reason"),
        help_text=_("In a few words: it stands in the history for good."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class DaysForm(forms.Form):
    """How far an impact preview looks back."""

    days = forms.IntegerField(
        min_value=1,
        max_value=MOST_DAYS,
        initial=_USUAL_DAYS,
        label=_("Days to look back"),
        help_text=_("Only articles that the change can touch are read again."),
    )


class TryForm(forms.Form):
    """A text that is read and not kept."""

    text = forms.CharField(
        label=_("Text"), widget=forms.Textarea(attrs={"rows": 8}), help_text=_("Nothing of it is kept.")
    )
    language = forms.ChoiceField(
        choices=[("", _("as it reads")), *LANGUAGES], required=False, label=_("Language of the text")
    )
    desk = forms.ModelChoiceField(
        Desk.objects.order_by("name"),
        required=False,
        empty_label=_("the house's own"),
        label=_("House style"),
        help_text=_("of which desk"),
    )


class SheetForm(forms.Form):
    """A CSV file for one table."""

    file = forms.FileField(
        label=_("CSV file"),
        help_text=_(
            "As it is taken out above. Leave the id empty for a new row; put anything under withdrawn to take a row "
            "out; rows that the file leaves out stay. Leave “seen” as it is: it keeps what colleagues change meanwhile."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean_file(self) -> Any:
        """Refuse a file that is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("Larger than 2 MiB: part the file."))
        return file


class RowForm(forms.Form):
    """One row, its columns as the table has them; what may stand in a cell is judged by the workflow."""

    id = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    seen = forms.CharField(
        required=False, max_length=64, widget=forms.HiddenInput
    )  # which row the cells were read from

    def __init__(self, table: Table, place: Place, words: Words, data: Mapping[str, Any] | None, row: Row) -> None:
        super().__init__(data, initial={**row, "seen": digest_of_row(row)})
        for column in table.columns:
            self.fields[column.name] = _field(column, choices_of(column, place, words))

    def row(self) -> dict[str, str]:
        """Return the cells as they were given."""
        return {name: str(value) for name, value in self.cleaned_data.items() if name != "seen"}

    def tell(self, refusal: UnfitRow) -> None:
        """Put each fault beside its cell."""
        for fault in refusal.faults:
            self.add_error(fault.column if fault.column in self.fields else None, fault.message)

    def tell_moved(self, refusal: RowMoved) -> None:
        """Tell beside each cell what stands there now; what was written stays, and may be kept once that was seen."""
        self.data = {**dict(self.data.items()), "seen": digest_of_row(refusal.stands)}
        for name in self.cleaned_data.keys() & refusal.stands.keys() - {"id"}:
            stands = refusal.stands[name]
            if clean_cell(self.cleaned_data[name]) != stands:
                said = _("Now in the draft: “%(value)s”.") if stands else _("Now in the draft: nothing.")
                self.add_error(name, said % {"value": stands})


def _field(column: Column, choices: list[str] | None) -> forms.Field:
    common = {"required": False, "label": column.label, "help_text": column.help}
    attrs = {"aria-required": "true"} if column.is_needed else {}
    if choices is not None and not column.parted:
        return forms.CharField(**common, widget=forms.Select(attrs, [("", "–"), *((one, one) for one in choices)]))
    widget = forms.Textarea({**attrs, "rows": 3}) if column.is_long else forms.TextInput(attrs)
    return forms.CharField(**common, max_length=LONGEST_CELL * 2, widget=widget)
