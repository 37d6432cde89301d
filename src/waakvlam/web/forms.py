"""How a form field is drawn: label, help, error and control on the Utrecht components."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField

TEXT = "utrecht-textbox utrecht-textbox--html-input"
CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.Textarea, "utrecht-textarea utrecht-textarea--html-textarea"),
    (forms.CheckboxInput, "utrecht-checkbox utrecht-checkbox--html-input"),
    (forms.CheckboxSelectMultiple, "utrecht-checkbox utrecht-checkbox--html-input"),
    (forms.RadioSelect, "utrecht-radio-button utrecht-radio-button--html-input"),
    (forms.Select, "utrecht-select utrecht-select--html-select"),
    (forms.ClearableFileInput, "wv-file"),
    (forms.FileInput, "wv-file"),
    (forms.widgets.Input, TEXT),
)


def drawn(field: BoundField, **attrs: Any) -> dict[str, Any]:
    """What ``web/_field.html`` needs. The widget keeps its own attributes and class.

    `optional=False` leaves out “(mag leeg blijven)”, where a page says that once for all fields.
    """
    widget, optional = field.field.widget, attrs.pop("optional", not field.field.required)
    looks = next((look for kind, look in CLASSES if isinstance(widget, kind)), TEXT)
    attrs = {name.replace("_", "-"): value for name, value in attrs.items()}
    own = widget.attrs.get("class", "")
    attrs["class"] = f"{looks} {own}".strip()
    if field.errors:
        attrs.setdefault("aria-invalid", "true")
    return {
        "field": field,
        "control": field.as_widget(attrs=attrs) if not is_group(widget) else "",
        "options": options(field, attrs) if is_group(widget) else (),
        "is_checkbox": type(widget) is forms.CheckboxInput,
        "looks": attrs["class"],
        "optional": optional,
    }


def is_group(widget: forms.Widget) -> bool:
    return isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple)


def options(field: BoundField, attrs: dict[str, Any]) -> list[Any]:
    """Radio buttons or checkboxes as large answers; the empty choice is left out."""
    return [option for option in field.subwidgets if str(option.data["value"]) != ""]
