"""An alert as the HTML part of a mail.

Tables and inline styles only, since Outlook lays out with Word and Gmail drops much of a style sheet; no images, no
remote anything. The column is at most 600 px and shrinks with the window. `color-scheme` and system colours of text on
white keep it readable where a client inverts colours.
"""

from __future__ import annotations

from monitor.core.escape import html as safe
from monitor.core.telling import Card, View, cards, subject, title
from monitor.model import Alert

_FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;"
_INK, _SOFT, _LINE, _LINK, _MARK = "#1a1f26", "#5b6470", "#d9dee4", "#0b57a4", "#ffe58a"
_STYLE = "@media (max-width:480px){.pad{padding-left:16px!important;padding-right:16px!important}}"


PICTURE = "timeline@monitor.invalid"  # content id of the picture beside the document


def html(alert: Alert, view: View, *, picture: bool = False) -> str:
    """A whole document; with `picture`, one that shows the image of content id PICTURE."""
    shown, above = cards(alert, view), title(alert, view)
    rows = [_heading(above)] if above else []
    rows += [_card(told, view, first=not (above or place)) for place, told in enumerate(shown)]
    rows += [_lines(alert.lines)] if alert.lines else []
    rows += [_picture(view)] if picture else []
    rows.append(_footer(alert, view))
    preview = "".join(text for text, _ in shown[0].sentence) if shown else " ".join(alert.lines)
    return (
        f'<!doctype html><html lang="{safe(view.language or "en")}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">'
        f"<title>{safe(subject(alert, view))}</title><style>{_STYLE}</style></head>"
        f'<body style="margin:0;padding:0;background:#ffffff;color:{_INK};{_FONT}">'
        f'<div style="display:none;max-height:0;overflow:hidden">{safe(preview[:200])}</div>'
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="left">'
        '<!--[if mso]><table role="presentation" width="600"><tr><td><![endif]-->'
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px">'
        f"{''.join(rows)}</table><!--[if mso]></td></tr></table><![endif]--></td></tr></table></body></html>\n"
    )


def _picture(view: View) -> str:
    named = safe(view.words.digest["picture"])
    return _row(f'<img src="cid:{PICTURE}" alt="{named}" width="552" style="width:100%;max-width:552px;height:auto">')


def _row(inner: str, *, line: bool = True) -> str:
    border = f"border-top:1px solid {_LINE};" if line else ""
    return (
        f'<tr><td class="pad" style="padding:20px 24px;{border}{_FONT}font-size:16px;line-height:1.5">{inner}</td></tr>'
    )


def _heading(title: str) -> str:
    return _row(f'<h1 style="margin:0;font-size:20px;line-height:1.3;color:{_INK}">{safe(title)}</h1>', line=False)


def _card(told: Card, view: View, *, first: bool) -> str:
    heads = "<br>".join(safe(line) for line in told.headlines)
    parts = [f'<h2 style="margin:0 0 12px;font-size:20px;line-height:1.3;color:{_INK}">{heads}</h2>']
    parts.append(_sentence(told))
    parts.append(_small(told.how_sure, _INK, bold=True))
    parts.append(_link(told, view))
    parts.append(_small(" · ".join(part for part in (told.before, *told.also) if part), _SOFT))
    parts.append(_small(told.compared, _SOFT))
    return _row("".join(parts), line=not first)


def _sentence(told: Card) -> str:
    if not told.sentence:
        return ""
    mark = f'<b style="background:{_MARK};color:#1a1f26">'
    text = "".join(f"{mark}{safe(t)}</b>" if fired else safe(t) for t, fired in told.sentence)
    return (
        f'<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>'
        f'<td lang="{safe(told.language)}" dir="auto" style="padding:2px 0 2px 14px;border-left:4px solid {_MARK};'
        f'{_FONT}font-size:17px;line-height:1.5;color:{_INK}">{text}</td></tr></table>'
    )


def _link(told: Card, view: View) -> str:
    about = safe(", ".join(part for part in (told.source, told.when) if part))
    title = safe(told.title or view.words.lines["read"])
    named = f'<a href="{safe(told.url)}" style="color:{_LINK}">{title}</a>' if told.url else title if told.title else ""
    between = "<br>" if named and about else ""
    return f'<p style="margin:8px 0 0;font-size:15px;line-height:1.45;color:{_INK}">{named}{between}{about}</p>'


def _small(text: str, color: str, *, bold: bool = False) -> str:
    weight = "font-weight:600;" if bold else ""
    return (
        f'<p style="margin:10px 0 0;font-size:14px;line-height:1.45;{weight}color:{color}">{safe(text)}</p>'
        if text
        else ""
    )


def _lines(lines: tuple[str, ...]) -> str:
    return _row("".join(f'<p style="margin:0 0 6px;font-size:14px;color:{_INK}">{safe(line)}</p>' for line in lines))


def _footer(alert: Alert, view: View) -> str:
    lines = view.words.lines
    said = [lines["why"].format(id=alert.id)] if alert.findings else []
    said += [lines["rule"].format(rule=alert.rule)] if alert.rule else []
    desk = (
        f'<br><a href="{safe(view.desk_url)}" style="color:{_LINK}">{safe(lines["desk"])}</a>' if view.desk_url else ""
    )
    return _row(f'<p style="margin:0;font-size:12px;color:{_SOFT}">{safe(" · ".join(said))}{desk}</p>')
