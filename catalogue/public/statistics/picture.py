"""A chart as a file of its own: SVG 1.1 that needs no stylesheet."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from catalogue.public.statistics.chart import Chart
from catalogue.public.statistics.svg import (
    INK,
    INK_2,
    PAPER,
    SERIF,
    joined,
    printable,
    text,
    wrapped,
)

# In px, as the file is shown where nothing else is said.
_WIDTH, _MARGIN, _EM = 720, 24, 15
_SANS = "system-ui, PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif"
# Widths of lines in em of the text they hold.
_FINDING, _SMALL = 28, 44


def picture(chart: Chart, *, language: str, source: str, address: str) -> SafeString:
    """The chart with its finding, measure and source written on it."""
    head, top = _head(chart)
    foot, bottom = _foot(
        [*wrapped(chart.note, _SMALL), source, address], top + chart.drawing.height
    )
    height = round((bottom + 1) * _EM + _MARGIN)
    return format_html(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        'viewBox="0 0 {width} {height}" font-size="{em}" font-family="{font}" '
        'xml:lang="{language}" role="img" aria-labelledby="name description">\n'
        '<title id="name">{finding}</title>\n<desc id="description">{measure}</desc>\n'
        '<rect width="100%" height="100%" fill="{paper}"/>\n'
        '<svg x="{margin}" y="{margin}" width="{inner}" height="{height}">\n{head}\n'
        '<svg y="{top}em" width="100%" height="{drawn}em">\n{body}\n</svg>\n{foot}\n'
        "</svg>\n</svg>\n",
        width=_WIDTH,
        height=height,
        em=_EM,
        font=_SANS,
        language=language,
        finding=printable(chart.finding),
        measure=printable(chart.measure),
        paper=PAPER,
        margin=_MARGIN,
        inner=_WIDTH - 2 * _MARGIN,
        head=head,
        top=round(top, 2),
        drawn=round(chart.drawing.height, 2),
        body=chart.drawing.body,
        foot=foot,
    )


def _head(chart: Chart) -> tuple[SafeString, float]:
    pieces, y = [], 0.0
    for line in wrapped(chart.finding, _FINDING):
        y += 2
        extra = f' font-weight="700" font-family="{SERIF}"'
        pieces.append(text(line, x=0, y=y, size=1.55, fill=INK, extra=extra))
    y += 0.4
    for line in wrapped(chart.measure, _SMALL):
        y += 1.35
        pieces.append(text(line, x=0, y=y, fill=INK_2))
    return joined(pieces), y + 1


def _foot(lines: list[str], y: float) -> tuple[SafeString, float]:
    pieces = []
    y += 0.6
    for line in lines:
        if line:
            y += 1.3
            pieces.append(text(line, x=0, y=y, size=0.9, fill=INK_2))
    return joined(pieces), y
