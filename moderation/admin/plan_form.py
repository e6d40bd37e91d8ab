"""A review plan as a form: each step its name, who takes it, how many of them, and when it is due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import count
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from moderation.admin import choices
from moderation.admin.choices import SeveralOf, with_kept
from moderation.admin.foreseeing import ForeseeingForm
from moderation.admin.words import ROLES, word
from moderation.models import ReviewPlan, Route
from moderation.workflow.configuring import UnfitPlan, check_steps
from moderation.workflow.plans import CONDITIONS, PlanStep
from moderation.workflow.states import EDITORS, Role

Step = Mapping[str, Any]

_FEWEST_STEPS, _FEWEST_CONDITIONS = 3, 2
_LABELS = {
    "check_ids": gettext_lazy("Flagged by"),
    "severities": gettext_lazy("Flags this grave"),
    "states": gettext_lazy("How the flag stands"),
    "languages": gettext_lazy("Language of the copy"),
}
_CHOICES = {
    "check_ids": choices.checks,
    "severities": choices.severities,
    "states": choices.standing_states,
    "languages": choices.languages,
}


class PlanForm(ForeseeingForm):
    """A plan's name and its steps; its subclasses have as many places for steps as the plan asks for."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    slots = conditions = 0

    class Meta:
        model = ReviewPlan
        fields = ("name", "code", "is_active")
        help_texts = {
            "name": gettext_lazy("As routes and the review page call it."),
            "code": gettext_lazy("For programs and seeds; it never changes again."),
            "is_active": gettext_lazy("Switched off, no route can take it; reviews under way keep it to their end."),
        }

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        latest = self.instance.versions.order_by("-number").first() if self.instance.pk else None
        steps = latest.steps if latest else []
        self.latest = latest.number if latest else None
        self.fields["seen"].initial = self.latest
        self.fields["code"].disabled = self.instance.pk is not None
        for name, value in _spread(steps):
            if name in self.fields:
                self.fields[name].initial = value
        for slot, number, kind in _places(self.slots, self.conditions):
            field = self.fields.get(f"step{slot}_when{number}_{kind}")
            if field is not None:
                field.choices = with_kept(_CHOICES[kind](), field.initial)

    def steps(self) -> list[dict[str, Any]]:
        """Return the steps as a version keeps them, in the order that the form asks for."""
        given = [step for slot in range(self.slots) if (step := self._step(slot))]
        taken = {step["step"] for step in given}
        for step in given:
            # A step keeps its code for good: a new one may bear a name that another one had.
            step["step"] = step["step"] or _free_code(step["name"], taken)
            taken.add(step["step"])
        ordered = sorted(given, key=lambda step: step.pop("place"))
        return [{name: value for name, value in step.items() if value is not None} for step in ordered]

    def clean_is_active(self) -> bool:
        """Refuse to switch off a plan that routes lead to."""
        is_active: bool = self.cleaned_data["is_active"]
        used = Route.objects.filter(plan=self.instance.pk, is_active=True).values_list("name", flat=True)
        if not is_active and used:
            raise forms.ValidationError(
                _("Routes lead to this plan: %(names)s. Give them another plan first.") % {"names": ", ".join(used)}
            )
        return is_active

    def clean(self) -> dict[str, Any]:
        """Refuse steps that nobody could take, and a plan that somebody else changed meanwhile."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("seen") != self.latest:
            raise forms.ValidationError(
                _("Somebody changed this plan since the form was opened: open it anew, and put in your change again.")
            )
        for slot in range(self.slots):
            self._check_slot(slot)
        if not self.errors:
            self._check_plan()
        return given

    def _check_slot(self, slot: int) -> None:
        name, roles = (self.cleaned_data.get(f"step{slot}_{part}") for part in ("name", "roles"))
        if name and not roles:
            self.add_error(f"step{slot}_roles", _("Nobody could take “%(name)s”: tick a role.") % {"name": name})
        if not name and (roles or self._when(slot)):
            self.add_error(f"step{slot}_name", _("Name the step; or empty all of it to leave it out."))

    def _check_plan(self) -> None:
        steps = self.steps()
        if not steps:
            raise forms.ValidationError(
                _("A plan without a step would approve all copy unread: name at least one step.")
            )
        names = [step["name"].casefold() for step in steps]
        twice = next((step["name"] for number, step in enumerate(steps) if names[number] in names[:number]), None)
        if twice is not None:
            raise forms.ValidationError(_("Two steps are called “%(name)s”: name them apart.") % {"name": twice})
        try:
            check_steps(steps)
        except UnfitPlan as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def _step(self, slot: int) -> dict[str, Any] | None:
        given = self.cleaned_data
        name = (given.get(f"step{slot}_name") or "").strip()
        if not name:
            return None
        return {
            "place": (given.get(f"step{slot}_place") or slot + 1, slot),
            "step": given.get(f"step{slot}_code") or "",
            "name": name,
            "roles": given.get(f"step{slot}_roles"),
            "quorum": int(given.get(f"step{slot}_quorum") or 1),
            "when": self._when(slot) or None,
        }

    def _when(self, slot: int) -> list[dict[str, list[str]]]:
        asked = []
        for number in range(self.conditions):
            cells = {kind: self.cleaned_data.get(f"step{slot}_when{number}_{kind}") for kind in CONDITIONS}
            asked.append({kind: chosen for kind, chosen in cells.items() if chosen})
        return [condition for condition in asked if condition]


def plan_form(steps: Sequence[Step]) -> type[PlanForm]:
    """Return a form with a place for each step, and one or two more."""
    slots = max(_FEWEST_STEPS, len(steps) + 1)
    conditions = max(_FEWEST_CONDITIONS, *(len(step.get("when", ())) + 1 for step in steps), 0)
    fields = {name: field for slot in range(slots) for name, field in _fields(slot, conditions)}
    return type("SteppedPlanForm", (PlanForm,), {**fields, "slots": slots, "conditions": conditions})


def fieldsets_of(form: type[PlanForm], steps: Sequence[Step]) -> list[tuple[Any, dict[str, Any]]]:
    """Return the parts of the form: each step, below it its conditions; what is not in use is folded."""
    parts = []
    for slot in range(form.slots):
        head = [(f"step{slot}_name", f"step{slot}_place"), (f"step{slot}_roles", f"step{slot}_quorum")]
        fields = [*head, f"step{slot}_code"]
        cells = [tuple(f"step{slot}_when{number}_{kind}" for kind in CONDITIONS) for number in range(form.conditions)]
        if slot >= max(len(steps), 1):
            parts.append((_step_title(slot, steps), {"fields": [*fields, *cells], "classes": ("collapse",)}))
            continue
        parts.append((_step_title(slot, steps), {"fields": fields}))
        asked = len(steps[slot].get("when", ())) if steps else 0
        parts += [_condition_part(slot, number, cells[number], asked=asked) for number in range(form.conditions)]
    return parts


def say_step(step: PlanStep) -> str:
    """Return a step in words: its name, who takes it, how many of them."""
    roles = ", ".join(word(ROLES, role) for role in sorted(step.roles))
    taken = ngettext("one of %(roles)s", "%(count)s of %(roles)s", step.quorum)
    return f"{step.name} ({taken % {'roles': roles, 'count': step.quorum}})"


def _free_code(name: str, taken: Set[str]) -> str:
    """Return a code for a new step, made of its name, that no other step has."""
    code = slugify(name)[:36] or "step"
    return next(one for number in count(1) if (one := f"{code}-{number}" if number > 1 else code) not in taken)


def _step_title(slot: int, steps: Sequence[Step]) -> str:
    if slot < len(steps):
        return _("Step %(number)d: %(name)s") % {"number": slot + 1, "name": steps[slot].get("name", "")}
    return _("One more step")


def _condition_part(slot: int, number: int, cells: tuple[str, ...], *, asked: int) -> tuple[Any, dict[str, Any]]:
    title = _("Step %(number)d: or where a flag fits this") if number else _("Step %(number)d: only where a flag fits")
    classes = ("step-condition",) if number < asked else ("step-condition", "collapse")
    return title % {"number": slot + 1}, {"fields": [cells], "classes": classes}


def _fields(slot: int, conditions: int) -> Iterator[tuple[str, forms.Field]]:
    editors = [(role.value, ROLES[role]) for role in Role if role in EDITORS]
    parts: dict[str, forms.Field] = {
        "name": forms.CharField(
            required=False, max_length=80, label=gettext_lazy("Step"), help_text=gettext_lazy("Empty: no such step.")
        ),
        "place": forms.IntegerField(
            required=False,
            min_value=1,
            max_value=99,
            label=gettext_lazy("Place"),
            initial=slot + 1,
            help_text=gettext_lazy("Steps are listed from the lowest number up."),
        ),
        "roles": SeveralOf(
            required=False,
            choices=editors,
            label=gettext_lazy("Who approves it"),
            help_text=gettext_lazy("Whoever has one of these roles, and did not file or edit the copy."),
        ),
        "quorum": forms.TypedChoiceField(
            required=False,
            coerce=int,
            choices=[(1, gettext_lazy("one person")), (2, gettext_lazy("two people"))],
            label=gettext_lazy("How many of them"),
        ),
        "code": forms.CharField(required=False, max_length=40, widget=forms.HiddenInput),
    }
    for name, field in parts.items():
        yield f"step{slot}_{name}", field
    for number in range(conditions):
        for kind in CONDITIONS:
            yield f"step{slot}_when{number}_{kind}", _condition_field(kind, number)


def _condition_field(kind: str, number: int) -> SeveralOf:
    first = gettext_lazy("Only where a flag fits. Nothing ticked in any condition: the step is always due.")
    following = gettext_lazy("Or where a flag fits this; all that is ticked in one condition must fit one flag.")
    is_first = kind == CONDITIONS[0]
    help_text = (following if number else first) if is_first else ""
    return SeveralOf(required=False, label=_LABELS[kind], help_text=help_text)


def _places(slots: int, conditions: int) -> Iterator[tuple[int, int, str]]:
    for slot in range(slots):
        for number in range(conditions):
            for kind in CONDITIONS:
                yield slot, number, kind


def _spread(steps: Sequence[Step]) -> Iterator[tuple[str, Any]]:
    """Yield what each field of the form shows of the steps that a plan has."""
    for slot, step in enumerate(steps):
        yield f"step{slot}_code", step["step"]
        yield f"step{slot}_name", step.get("name", step["step"])
        yield f"step{slot}_roles", step["roles"]
        yield f"step{slot}_quorum", step.get("quorum", 1)
        for number, condition in enumerate(step.get("when", ())):
            for kind, chosen in condition.items():
                yield f"step{slot}_when{number}_{kind}", chosen
