"""Tags for every page of every module: ``{% load waakvlam %}``.

How to use them: docs/handbook/developers/screens.md.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from waakvlam.web import formats, forms, icons, plots
from waakvlam.web.statuses import STATUSES, Status

register = template.Library()

for _name in ("number", "capped", "euro", "percent", "day", "moment", "long_day", "since", "due"):
    register.filter(_name, getattr(formats, _name))
register.filter("phone", formats.phone)
register.simple_tag(icons.icon, name="icon")
register.simple_tag(plots.bars, name="bars")
register.simple_tag(plots.split, name="split")
register.simple_tag(plots.line, name="line")


@register.simple_tag
def status(code: str, word: str = "", tone: str = "", icon: str = "") -> SafeString:
    """A state as icon and word. Word, tone and icon replace the known ones where given.

    Raises KeyError for an unknown code without word: a state nobody can read is a mistake.
    """
    code = getattr(code, "value", code)
    known = STATUSES.get(code) or (Status(word, "circle", "quiet") if word else STATUSES[code])
    return format_html(
        '<span class="utrecht-badge-status wv-status wv-status--{}">{}<span>{}</span></span>',
        tone or known.tone, icons.icon(icon or known.icon), word or known.word,
    )  # fmt: skip


@register.simple_tag
def badge(word: str, tone: str = "quiet", icon: str = "") -> SafeString:
    """A word in a pill, for what is not a state: an age band, a topic, a team."""
    drawing = icons.icon(icon) if icon else ""
    return format_html(
        '<span class="wv-status wv-status--{}">{}<span>{}</span></span>', tone, drawing, word
    )


@register.simple_tag
def when(value: datetime | None, how: str = "moment") -> SafeString:
    """A moment a machine can read too; ``how`` is moment, day, since, due or long_day."""
    if value is None:
        return mark_safe("–")
    stamp = formats.local(value).isoformat(timespec="minutes") if hasattr(value, "hour") else value
    full = f"{formats.long_day(value)}{f' {formats.local(value):%H:%M}' * hasattr(value, 'hour')}"
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', stamp, full, getattr(formats, how)(value)
    )


@register.simple_tag
def button(word: str, kind: str = "primary", icon: str = "", **attrs: Any) -> SafeString:
    """A submit button. ``kind``: primary, secondary, subtle or danger; the rest are attributes.

    An attribute's underscores become dashes: ``data_key="1"`` is ``data-key="1"``.
    """
    attrs = {"type": "submit"} | attrs
    return _action("button", word, kind, icon, attrs)


@register.simple_tag
def go(word: str, url: str, kind: str = "primary", icon: str = "", **attrs: Any) -> SafeString:
    """A link that looks like a button. ``url`` is a path or the name of a route without arguments."""
    return _action("a", word, kind, icon, {"href": _url(url)} | attrs)


def _action(tag: str, word: str, kind: str, icon: str, attrs: Mapping[str, Any]) -> SafeString:
    looks = {
        "primary": "utrecht-button--primary-action",
        "secondary": "utrecht-button--secondary-action",
        "subtle": "utrecht-button--subtle",
        "danger": "utrecht-button--primary-action utrecht-button--danger",
    }[kind]
    extra = f" {attrs['class']}" if "class" in attrs else ""
    spelled = format_html_join(
        "",
        ' {}="{}"',
        (
            (name.replace("_", "-"), value)
            for name, value in attrs.items()
            if value not in (None, False, "") and name != "class"
        ),
    )
    return format_html(
        '<{} class="utrecht-button {}{}"{}>{}<span>{}</span></{}>',
        tag, looks, extra, spelled, icons.icon(icon) if icon else "", word, tag,
    )  # fmt: skip


def _url(url: str) -> str:
    if not url or url.startswith(("/", "#", "?", "http", "tel:", "mailto:")):
        return url
    return reverse(url)


@register.simple_tag
def crumb(word: str, url: str = "") -> SafeString:
    """One step of the breadcrumb; without a url it is the page itself."""
    if not url:
        return format_html('<li aria-current="page">{}</li>', word)
    try:
        return format_html('<li><a class="utrecht-link" href="{}">{}</a></li>', _url(url), word)
    except NoReverseMatch:
        return format_html("<li>{}</li>", word)


@register.inclusion_tag("web/_stones.html")
def path(stones: Iterable[Any], label: str = "") -> dict[str, Any]:
    """The path with stones. Each stone: label, state (done, now, next, silent, stopped), when, note."""
    return {"stones": stones, "label": label}


@register.inclusion_tag("web/_stairwell.html")
def stairwell(stairs: Any, label: str = "") -> dict[str, Any]:
    """A block as a matrix of doors, top floor up; ``stairs`` as ``people.blocks.arrange`` gives it."""
    return {"stairs": stairs, "label": label}


@register.inclusion_tag("web/_empty.html")
def empty(title: str, text: str = "", url: str = "", action: str = "", icon: str = "coffee") -> dict[str, Any]:
    """What will be shown here, and the first step."""
    return {"title": title, "text": text, "url": _url(url), "action": action, "icon": icon}


@register.inclusion_tag("web/_progress.html")
def progress(done: int, total: int, mine: int = 0, label: str = "") -> dict[str, Any]:
    """The thin line. ``label`` is the sentence; without it "18 van 90"."""
    share = 100 * done / total if total else 0
    own = 100 * min(mine, done) / total if total else 0
    return {"done": done, "total": total, "share": f"{share:.1f}", "own": f"{own:.1f}", "label": label}


@register.inclusion_tag("web/_timeline.html")
def timeline(events: Iterable[Any], label: str = "") -> dict[str, Any]:
    """Each event: when, title; and where known who, text, icon, tone, edge (1-6), party, lock."""
    return {"events": events, "label": label}


@register.inclusion_tag("web/_alert.html")
def alert(text: str, tone: str = "info", title: str = "", icon: str = "") -> dict[str, Any]:
    """A message on the page. ``tone``: info, ok, lit, silent or danger."""
    known = {"info": "info", "ok": "check-circle", "lit": "flame", "silent": "silent", "danger": "danger"}
    look = {"info": "info", "ok": "ok", "lit": "warning", "silent": "warning", "danger": "error"}
    return {"text": text, "title": title, "tone": tone, "look": look[tone], "icon": icon or known[tone]}


@register.inclusion_tag("web/_pages.html", takes_context=True)
def pages(context: Mapping[str, Any], page: Any) -> dict[str, Any]:
    """Next and first of a ``kit.pagination.Page``; keeps the filters of the address."""
    asked = context["request"].GET.copy()
    asked.pop("after", None)
    first = asked.urlencode()
    asked["after"] = page.after
    return {"first": "" if page.is_first else f"?{first}", "next": f"?{asked.urlencode()}" if page.after else ""}


@register.inclusion_tag("web/_field.html")
def field(bound: Any, **attrs: Any) -> dict[str, Any]:
    """A form field with label, help and error; attributes go to the control."""
    return forms.drawn(bound, **attrs)


@register.inclusion_tag("web/_errors.html")
def errors(form: Any, title: str = "") -> dict[str, Any]:
    """What is wrong with the form, on top, each line a link to its field; ``title`` where part of it was kept."""
    return {"form": form, "title": title}
