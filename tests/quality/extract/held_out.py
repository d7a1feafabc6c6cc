# ruff: noqa: E501  the lines of a page template read best as they are
"""Styles of news sites that were written before the extractors were first run on them, and never tuned to.

They tell whether what was learnt on `made_up` and on the real pages holds elsewhere; the first measurement is in
`docs/decisions.md`.
"""

from __future__ import annotations

from collections.abc import Iterator

from .made_up import EN, RU, WORDS, Made, Story, Style, _full, _menu, _ps, _shown_date, _teasers

STORIES = (RU[1], RU[2], EN[0], EN[1])


def drupal(s: Story, w: dict[str, str]) -> tuple[str, str]:
    return f"""<!doctype html><html lang="{s.language}" dir="ltr"><head><title>{s.title} | {w['site']}</title><meta property="og:title" content="{s.title}"></head>
<body class="path-node page-node-type-news"><div class="dialog-off-canvas-main-canvas"><header class="region region-header">{_menu()}</header>
<main role="main"><div class="region region-content"><div class="block block-system-main-block"><article class="node node--type-news node--view-mode-full">
<h1 class="page-header"><span class="field field--name-title">{s.title}</span></h1><div class="node__submitted">{_shown_date(s)} <span rel="author">{s.author}</span></div>
<div class="node__content clearfix"><div class="field field--name-field-image field__item"><img src="x.jpg" alt="{w['caption']}"></div>
<div class="clearfix text-formatted field field--name-body field--type-text-with-summary field--label-hidden field__item">{_full(s)}</div>
<div class="field field--name-field-tags field--label-above"><div class="field__label">{w['tags']}</div><div class="field__items"><a href="/t/1">{w['section']}</a></div></div>
<ul class="links inline"><li class="comment-add"><a href="#c">{w['comments']}</a></li></ul></div></article></div></div></main>
<aside class="layout-sidebar-second"><div class="views-element-container block"><h2>{w['popular']}</h2>{_teasers(w, 'div', summary=True)}</div></aside></div></body></html>""", s.text


def ghost(s: Story, w: dict[str, str]) -> tuple[str, str]:
    return f"""<!doctype html><html lang="{s.language}"><head><title>{s.title}</title><meta property="article:published_time" content="{s.at.isoformat()}"><meta name="twitter:data1" content="{s.author}"></head>
<body class="post-template"><header class="gh-head">{_menu()}</header><main class="gh-main"><article class="gh-article post">
<header class="gh-article-header gh-canvas"><a class="gh-article-tag" href="/x">{w['section']}</a><h1 class="gh-article-title">{s.title}</h1>
<section class="gh-article-meta"><h4 class="gh-article-meta-name">{s.author}</h4><div class="byline-meta-content"><time datetime="{s.at:%Y-%m-%d}">{s.at:%d.%m.%Y}</time></div></section>
<figure class="gh-article-image"><img><figcaption>{w['caption']}</figcaption></figure></header>
<section class="gh-content gh-canvas">{_full(s)}<div class="kg-card kg-signup-card"><h2>{w['subscribe']}</h2><p>{w['subscribe']}</p></div>
<figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" href="/b"><div class="kg-bookmark-content"><div class="kg-bookmark-title">{w['teasers'].split('|')[1]}</div><div class="kg-bookmark-description">{w['comment']}</div></div></a></figure></section></article>
<section class="gh-read-next"><h3>{w['popular']}</h3>{_teasers(w, 'article', summary=True)}</section></main><footer>{w['rights']}</footer></body></html>""", s.text


def tilda(s: Story, w: dict[str, str]) -> tuple[str, str]:
    recs = "".join(f'<div id="rec{n}" class="r t-rec"><div class="t106"><div class="t-container"><div class="t-col t-col_8"><div field="text" class="t-text t-text_md">{text}</div></div></div></div></div>' for n, text in enumerate(s.paragraphs, 4))
    cards = "".join(f'<div class="t404"><a href="/{n}"><div class="t404__title t-heading">{t}</div><div class="t404__descr t-descr">{w["comment"]}</div></a></div>' for n, t in enumerate(w["teasers"].split("|")[:4]))
    return f"""<!doctype html><html><head><title>{s.title}</title><meta property="og:title" content="{s.title}"></head><body class="t-body"><div id="allrecords" class="t-records">
<div id="rec1" class="r t-rec"><div class="t228">{_teasers(w, 'span')}</div></div><div id="rec2" class="r t-rec"><div class="t-cover"><h1 class="t-title" field="title">{s.title}</h1></div></div>
<div id="rec3" class="r t-rec"><div class="t-uptitle">{_shown_date(s)}</div></div>{recs}
<div id="rec90" class="r t-rec"><div class="t-container">{cards}</div></div><div id="rec99" class="r t-rec"><div class="t-footer">{w['rights']}</div></div></div></body></html>""", s.short


def bitrix_old(s: Story, w: dict[str, str]) -> tuple[str, str]:
    return f"""<html><head><title>{s.title}</title></head><body><table width="100%"><tr><td class="left_col">{_teasers(w, 'div')}</td><td class="content">
<font class="text"><b>{s.title}</b><br><span class="newsdate">{s.at:%d.%m.%Y}</span><br><br>{'<br><br>'.join(s.paragraphs)}<br><br></font>
<a href="/print">{'Версия для печати' if s.language == 'ru' else 'Print this page'}</a><br><a href="/news/">{'Все новости' if s.language == 'ru' else 'All news'}</a></td></tr></table></body></html>""", s.short


def infinite_scroll(s: Story, w: dict[str, str]) -> tuple[str, str]:
    others = "".join(f'<div class="article-item"><div class="article-head"><h1 class="article-head__title"><a href="/n{n}">{t}</a></h1><div class="article-head__date">{s.at:%d.%m.%Y}</div></div><div class="article-item__text"><p>{w["comment"]} {w["comment"]}</p><p>{w["comment"]}</p></div></div>' for n, t in enumerate(w["teasers"].split("|")[:2]))
    return f"""<!doctype html><html lang="{s.language}"><head><title>{s.title} - {w['site']}</title><meta property="og:title" content="{s.title}"><meta itemprop="datePublished" content="{s.at.isoformat()}"></head>
<body><header>{_menu()}</header><div class="infinite"><div class="article-item"><div class="article-head"><h1 class="article-head__title">{s.title}</h1><div class="article-head__date">{_shown_date(s)}</div></div>
<div class="article-item__text">{_full(s)}</div></div>{others}</div></body></html>""", s.text


def live_blog(s: Story, w: dict[str, str]) -> tuple[str, str]:
    posts = "".join(f'<div class="live-post" id="p{n}"><time datetime="{s.at.isoformat()}">{s.at:%H}:{10 + n}</time><div class="live-post__body"><p>{text}</p></div><div class="live-post__share"><a href="#">{w["share"]}</a></div></div>' for n, text in enumerate(s.paragraphs))
    return f"""<!doctype html><html lang="{s.language}"><head><title>{s.title}</title><script type="application/ld+json">{{"@type":"LiveBlogPosting","headline":"{s.title.replace('"', '')}","datePublished":"{s.at.isoformat()}","author":{{"name":"{s.author}"}}}}</script></head>
<body>{_menu()}<main><h1>{s.title}</h1><div class="live-feed">{posts}</div></main><section class="latest-news">{_teasers(w, 'div')}</section></body></html>""", s.short


def gallery(s: Story, w: dict[str, str]) -> tuple[str, str]:
    shots = "".join(f'<div class="swiper-slide"><img src="{n}.jpg"><div class="slide-caption">{w["caption"]} ({n})</div></div>' for n in range(6))
    return f"""<!doctype html><html lang="{s.language}"><head><title>{s.title}</title><meta name="pubdate" content="{s.at.isoformat()}"></head><body>{_menu()}
<div class="content-wrapper"><h1>{s.title}</h1><div class="swiper-container photo-gallery">{shots}</div><div class="text-block">{_ps(s.paragraphs[:2])}</div>
<div class="swiper-container photo-gallery">{shots}</div><div class="text-block">{_ps(s.paragraphs[2:])}</div><div class="tag-list"><a href="/t">{w['section']}</a></div></div></body></html>""", s.short


def lazy(s: Story, w: dict[str, str]) -> tuple[str, str]:
    a, b, *rest = s.paragraphs
    ad = f'<div class="lazyload-wrapper" data-src="/ad"><noscript><img src="ad.gif"></noscript><span>{"Реклама" if s.language == "ru" else "Advertisement"}</span></div>'
    return f"""<!doctype html><html lang="{s.language}"><head><title>{s.title} | {w['site']}</title><meta property="og:site_name" content="{w['site']}"><script type="application/ld+json">[{{"@type":"BreadcrumbList"}},{{"@type":["NewsArticle"],"headline":"{s.title.replace('"', '')}","datePublished":"{s.at.isoformat()}","author":[{{"name":"{s.author}"}}],}}]</script></head>
<body><div class="sc-1a2b"><div class="sc-head"><h1 class="sc-h">{s.title}</h1></div><div class="sc-lead"><p>{a}</p></div><div class="sc-pic"><picture><img data-src="p.jpg"></picture><span class="sc-credit">{w['caption']}</span></div>
<div class="sc-body"><p>{b}</p>{ad}{''.join(f'<p>{t}</p>{ad}' for t in rest)}<a class="sc-tg" href="/tg">{w['subscribe']}</a></div></div>
<div class="sc-more">{_teasers(w, 'div', summary=True)}</div></body></html>""", s.short


def nested_tables(s: Story, w: dict[str, str]) -> tuple[str, str]:
    rows = "".join(f"<tr><td class=txt>{text}</td></tr>" for text in s.paragraphs)
    return f"""<html><head><title>{w['site']} :: {s.title}</title></head><body><table><tr><td><table class=menu>{_teasers(w, 'tr')}</table></td><td><table class=main><tr><td class=h><h2>{s.title}</h2></td></tr><tr><td class=dt>{_shown_date(s)}</td></tr>{rows}
<tr><td class=sign>{s.author}</td></tr></table></td></tr></table><hr>{w['rights']}</body></html>""", s.short


def mobile_copy(s: Story, w: dict[str, str]) -> tuple[str, str]:
    return f"""<!doctype html><html lang="{s.language}"><head><title>{s.title}</title><meta property="og:title" content="{s.title} - {w['site']}"><meta property="og:site_name" content="{w['site']}"><meta property="article:published_time" content="{s.at.isoformat()}"></head>
<body><div class="desktop-only"><div class="kicker">{w['section']}</div><h1>{s.title}</h1><p class="summary">{s.paragraphs[0]}</p><div class="author-card"><img><b>{s.author}</b><p>{w['comment']}</p></div>
<div class="main-text" data-testid="text">{_ps(s.paragraphs[1:])}<div class="inset"><p><b>{w['also']}</b></p></div></div></div>
<div class="mobile-only" style="display:none"><h1>{s.title}</h1>{_ps(s.paragraphs)}</div><div class="grid">{_teasers(w, 'article', summary=True)}</div></body></html>""", s.short


def agency_plain(s: Story, w: dict[str, str]) -> tuple[str, str]:
    mark = "ОЗЁРСК, 22 ноября. /Взморье/. " if s.language == "ru" else "OZERSK, November 22. /Coast/. "
    first, *rest = s.paragraphs
    return f"""<!doctype html><html lang="{s.language}"><head><title>{s.title} - {w['section']} - {w['site']}</title><script>window.__DATA__={{"publishedAt":"{s.at.isoformat()}"}}</script></head>
<body><div class="Layout_wrapper__a1"><div class="Header_menu__b2">{_teasers(w, 'span')}</div><div class="NewsHeader_root__c3"><h1 class="NewsHeader_title__d4">{s.title}</h1><div class="NewsHeader_lead__e5">{w['section']}</div></div>
<article class="Content_root__f6"><div class="Paragraph_wrap__g7"><p class="Paragraph_p__h8">{mark}{first}</p></div>{''.join(f'<div class="Paragraph_wrap__g7"><p class="Paragraph_p__h8">{t}</p></div>' for t in rest)}</article>
<div class="Tags_root__i9"><a href="/t">{w['section']}</a></div><div class="Related_list__j0">{_teasers(w, 'div', summary=True)}</div></div></body></html>""", "\n".join((mark + first, *rest))


def press_office(s: Story, w: dict[str, str]) -> tuple[str, str]:
    contact = "Контакты для прессы: пресс-служба, +7 000 000-00-00" if s.language == "ru" else "Press contact: press office, +7 000 000-00-00"
    return f"""<!doctype html><html lang="{s.language}"><head><title>{s.title}</title></head><body><div id="wrapper"><div id="header">{_menu()}</div><div id="content"><div id="breadcrumb">{w['section']} &gt; {w['site']}</div>
<h2 class="contentheading">{s.title}</h2><p class="createdate">{_shown_date(s)}</p><div class="item-page">{_full(s)}</div><div class="contact"><p>{contact}</p></div><p class="back"><a href="/">{w['popular']}</a></p></div>
<div id="right"><div class="moduletable"><h3>{w['popular']}</h3>{_teasers(w)}</div></div><div id="footer">{w['rights']}</div></div></body></html>""", s.text


def spans_soup(s: Story, w: dict[str, str]) -> tuple[str, str]:
    parts = "".join(f'<span class="x{n}"><span>{text}</span></span><br/><br/>' for n, text in enumerate(s.paragraphs))
    return f"""<html lang="{s.language}"><head><title>{s.title}</title></head><body><div><div><a href="/">{w['site']}</a></div><div>{_teasers(w, 'span')}</div></div><div><div>{s.title}</div><div>{_shown_date(s)}</div><div>{parts}</div><div><a href="/c">{w['comments']} (0)</a></div></div></body></html>""", s.short


HELD_OUT: tuple[Style, ...] = (drupal, ghost, tilda, bitrix_old, infinite_scroll, live_blog, gallery, lazy, nested_tables, mobile_copy, agency_plain, press_office, spans_soup)
_OLD = {"bitrix_old": "windows-1251", "nested_tables": "windows-1251"}


def held_out() -> Iterator[Made]:
    """Four stories in each of the styles."""
    for number, story in enumerate(STORIES):
        words = WORDS[story.language]
        for style in HELD_OUT:
            html, text = style(story, words)
            charset = _OLD.get(style.__name__, "utf-8") if story.language == "ru" else "utf-8"
            kind = "text/html" if charset != "utf-8" else "text/html; charset=utf-8"
            host = "vzmorie.example" if story.language == "ru" else "courier.example"
            yield Made(f"{style.__name__}-{number}", f"https://{host}/a/{number}-{style.__name__.replace('_', '-')}", html, story, text, kind, charset)
