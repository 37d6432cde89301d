"""The plot, written by hand as SVG: four lines, readable on light and dark, with each line named where it ends."""

# Working days at which a line has a point.
MARKS = [n / 4 for n in range(81)]
SHOWN = {"both": "clocks and pool", "clocks": "clocks only", "claims": "pool only", "neither": "neither"}
LEFT, TOP, WIDTH, HEIGHT, RIGHT, BELOW = 64, 40, 560, 320, 176, 64
STYLE = """
  text { font: 15px system-ui, sans-serif; fill: #22302f } .paper { fill: #fbf8f2 }
  .axis { stroke: #6b7674; stroke-width: 1 } .grid { stroke: #d9d4c8; stroke-width: 1 }
  .line { fill: none; stroke-width: 3; stroke-linejoin: round }
  .both { stroke: #0f5257 } .clocks { stroke: #b45f06; stroke-dasharray: 9 4 }
  .claims { stroke: #6a4c93; stroke-dasharray: 2 4 } .neither { stroke: #a23b2a; stroke-dasharray: 12 4 2 4 }
  @media (prefers-color-scheme: dark) {
    text { fill: #ece7dc } .paper { fill: #1b2423 } .axis { stroke: #a9b3b0 } .grid { stroke: #3d4745 }
    .both { stroke: #7fd1c7 } .clocks { stroke: #f0b35a } .claims { stroke: #c3a6ec } .neither { stroke: #f09483 } }
"""


def drawn(curves: dict[str, list[float]]) -> str:
    """`curves` is {way: share at each of MARKS}."""
    parts = [*_axes(), *(_line(name, curve) for name, curve in curves.items()), *_names(curves)]
    wide, high = LEFT + WIDTH + RIGHT, TOP + HEIGHT + BELOW
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" role="img" aria-labelledby="title">\n'
            f'<title id="title">Share of 10,000 signals on which somebody had acted, by working days after they came in</title>\n'
            f'<style>{STYLE}</style>\n<rect class="paper" width="{wide}" height="{high}"/>\n' + "\n".join(parts) + "\n</svg>\n")


def _x(day: float) -> float:
    return round(LEFT + day / MARKS[-1] * WIDTH, 1)


def _y(share: float) -> float:
    return round(TOP + (1 - share) * HEIGHT, 1)


def _axes() -> list[str]:
    made = [f'<text x="{LEFT - 44}" y="{TOP - 18}">share on which somebody acted</text>',
            f'<text x="{_x(10)}" y="{TOP + HEIGHT + 48}" text-anchor="middle">working days after it came in</text>']
    for share in range(0, 101, 25):
        y = _y(share / 100)
        made += [f'<path class="grid" d="M{LEFT} {y}H{LEFT + WIDTH}"/>',
                 f'<text x="{LEFT - 8}" y="{y + 5}" text-anchor="end">{share}%</text>']
    for day in (0, 1, 3, 5, 10, 15, 20):
        made.append(f'<path class="axis" d="M{_x(day)} {_y(0)}v6"/><text x="{_x(day)}" y="{_y(0) + 24}" text-anchor="middle">{day}</text>')
    return [*made, f'<path class="axis" d="M{LEFT} {TOP}V{TOP + HEIGHT}H{LEFT + WIDTH}" fill="none"/>']


def _line(name: str, curve: list[float]) -> str:
    path = "M" + "L".join(f"{_x(mark)} {_y(share)}" for mark, share in zip(MARKS, curve, strict=True))
    return f'<path class="line {name}" d="{path}"/>'


def _names(curves: dict[str, list[float]]) -> list[str]:
    """Beside the end of each line; where two end together the lower one moves down. A stroke shows which it is."""
    made, last = [], -100.0
    for name, curve in sorted(curves.items(), key=lambda pair: -pair[1][-1]):
        last = max(_y(curve[-1]), last + 22)
        x = LEFT + WIDTH + 8
        made.append(f'<path class="line {name}" d="M{x} {last}h22"/><text x="{x + 28}" y="{last + 5}">{SHOWN[name]}</text>')
    return made
