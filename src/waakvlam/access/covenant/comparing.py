"""What changes between two versions: lines that come, go or read differently, and switches."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from .lines import Agreement, Line, Switch


@dataclass(frozen=True)
class Changed:
    """A line about the same thing that says something else; `words` says what, for people."""

    before: Line
    after: Line

    @property
    def words(self) -> list[str]:
        pairs = [
            (_("grondslag"), self.before.ground_label, self.after.ground_label),
            (_("bewaren"), term(self.before.term_days), term(self.after.term_days)),
            (_("bron"), self.before.source or _("geen"), self.after.source or _("geen"))]
        return [_("%(what)s: van “%(old)s” naar “%(new)s”") % {"what": what, "old": old, "new": new}
                for what, old, new in pairs if old != new]


@dataclass(frozen=True)
class Difference:
    comes: tuple[Line, ...]
    goes: tuple[Line, ...]
    changed: tuple[Changed, ...]
    switches: tuple[tuple[Switch, Switch], ...]

    def __bool__(self) -> bool:
        return bool(self.comes or self.goes or self.changed or self.switches)

    @property
    def size(self) -> int:
        return len(self.comes) + len(self.goes) + len(self.changed) + len(self.switches)


def compare(before: Agreement, after: Agreement) -> Difference:
    old, new = ({line.key: line for line in x.lines} for x in (before, after))
    turned = {s.ground: s for s in before.switches}
    return Difference(
        comes=tuple(line for key, line in new.items() if key not in old),
        goes=tuple(line for key, line in old.items() if key not in new),
        changed=tuple(Changed(old[key], line) for key, line in new.items() if key in old and old[key] != line),
        switches=tuple((turned.get(s.ground, Switch(s.ground)), s) for s in after.switches
                       if turned.get(s.ground, Switch(s.ground)) != s))


def term(days: int) -> str:
    """A term as people say it: “2 jaar”, “6 maanden”, “90 dagen”."""
    from django.utils.translation import ngettext

    if days % 365 == 0:
        return ngettext("%(n)d jaar", "%(n)d jaar", days // 365) % {"n": days // 365}
    if days in (183, 91, 92) or days % 30 == 0:
        months = {183: 6, 91: 3, 92: 3}.get(days, days // 30)
        return ngettext("%(n)d maand", "%(n)d maanden", months) % {"n": months}
    return ngettext("%(n)d dag", "%(n)d dagen", days) % {"n": days}


def switched(switch: Switch) -> str:
    """A switch in words: off, on from a day, on from a day until a day."""
    if switch.on_from is None:
        return _("uit")
    if switch.on_until is None:
        return _("aan vanaf %(start)s") % {"start": f"{switch.on_from:%d-%m-%Y}"}
    return _("aan van %(start)s tot en met %(end)s") % {
        "start": f"{switch.on_from:%d-%m-%Y}", "end": f"{switch.on_until:%d-%m-%Y}"}
