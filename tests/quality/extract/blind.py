# ruff: noqa: E501  the lines of a page template read best as they are
"""More styles of news sites, and more pages that are no article, written before the extractors were first run on them.

What the first run printed is in `docs/decisions.md`.
"""

from __future__ import annotations

from collections.abc import Iterator

from monitor.model import Reason

from .made_up import EN, RU, WORDS, Made, NoArticle, Story, Style, _full, _menu, _page, _ps, _shown_date, _teasers

STORIES = (RU[0], EN[1])


def arc(s: Story, w: dict[str, str]) -> tuple[str, str]:
    ps = "".join(f'<p class="c-paragraph">{t}</p>' for t in s.paragraphs[:-1])
    return f"""<!doctype html><html lang="{s.language}"><head><title>{s.title} | {w['site']}</title><meta property="og:title" content="{s.title}"><meta property="article:published_time" content="{s.at.isoformat()}"></head>
<body><div id="fusion-app"><header class="b-header">{_menu()}</header><section class="l-main"><div class="b-headline"><h1 class="c-heading">{s.title}</h1></div><div class="b-byline">{s.author}</div>
<article class="b-article-body article-body-wrapper">{ps}<div class="c-stack b-promo"><h2>{w['popular']}</h2>{_teasers(w, 'h3')}</div><h2 class="c-heading">{s.heading}</h2><ul class="c-list">{''.join(f'<li>{i}</li>' for i in s.items)}</ul><p class="c-paragraph">{s.paragraphs[-1]}</p></article></section></div></body></html>""", s.text


def public_broadcaster(s: Story, w: dict[str, str]) -> tuple[str, str]:
    blocks = "".join(f'<div data-component="text-block" class="ssrcss-uf6wea-RichTextComponentWrapper"><div class="ssrcss-7uxr49-RichTextContainer"><p class="ssrcss-1q0x1qg-Paragraph">{t}</p></div></div>' for t in s.paragraphs)
    return f"""<!doctype html><html lang="{s.language}"><head><title>{s.title} - {w['site']}</title><meta property="og:title" content="{s.title}"><script type="application/ld+json">{{"@type":"ReportageNewsArticle","headline":"{s.title.replace('"', '')}","datePublished":"{s.at.isoformat()}"}}</script></head>
<body><div id="root"><main id="main-content"><article class="ssrcss-pv1rh6-ArticleWrapper"><header data-component="headline-block"><h1 id="main-heading">{s.title}</h1></header><div data-component="byline-block"><p>{s.author}</p></div>
<div data-component="image-block"><figure><img><figcaption><span>{w['caption']}</span></figcaption></figure></div>{blocks}
<div data-component="links-block"><h2>{w['popular']}</h2><ul>{_teasers(w)}</ul></div></article></main><div data-component="top-stories">{_teasers(w, 'p')}</div></div></body></html>""", s.short


def broadcaster_list(s: Story, w: dict[str, str]) -> tuple[str, str]:
    return f"""<!doctype html><html lang="{s.language}"><head><title>{s.title} – {w['site']} – {s.at:%d.%m.%Y}</title><meta property="og:title" content="{s.title} – {w['site']} – {s.at:%d.%m.%Y}"><meta property="og:site_name" content="{w['site']}"></head><body><div class="col3"><h4 class="artikel">{w['section']}</h4><h1>{s.title}</h1><p class="intro">{s.paragraphs[0]}</p>
<div class="picBox full"><a class="overlayLink"><img></a><p>{w['caption']}</p></div><div class="longText">{_ps(s.paragraphs[1:])}</div></div>
<div class="col3"><div class="linkList"><ul class="smallList"><li><strong>Date</strong> {s.at:%d.%m.%Y}</li><li><strong>Author</strong> {s.author}</li><li><strong>Permalink</strong> <a href="https://p.example/x">https://p.example/x</a></li></ul></div></div></body></html>""", s.short


def wire(s: Story, w: dict[str, str]) -> tuple[str, str]:
    ps = "".join(f'<div data-testid="paragraph-{n}" class="text__text__1FZLe article-body__paragraph__2-BtD">{t}</div>' for n, t in enumerate(s.paragraphs))
    return f"""<!doctype html><html lang="{s.language}"><head><title>{s.title} | {w['site']}</title><meta property="og:title" content="{s.title}"><meta name="article:published_time" content="{s.at.isoformat()}"></head><body><main><article data-testid="Article"><div class="article-header"><nav>{w['section']}</nav><h1 data-testid="Heading">{s.title}</h1><div class="info-content__author-date"><a rel="author">{s.author}</a><time datetime="{s.at.isoformat()}"><span>{_shown_date(s)}</span></time></div></div>
<div class="article-body__container"><div class="article-body__content__17Yit">{ps}</div><p class="sign-off">{w['rights']}</p><div class="toolbar__container">{w['share']}</div></div></article><div class="read-next">{_teasers(w, 'h3', summary=True)}</div></main></body></html>""", s.short


def blogger(s: Story, w: dict[str, str]) -> tuple[str, str]:
    return f"""<html lang="{s.language}"><head><title>{s.title} ~ {w['site']}</title></head><body><div class="blog-posts hfeed"><div class="date-outer"><h2 class="date-header"><span>{_shown_date(s)}</span></h2><div class="post-outer"><div class="post"><h3 class="post-title entry-title">{s.title}</h3>
<div class="post-body entry-content" id="post-body-123">{''.join(f'<div style="text-align: justify;">{t}</div><div><br /></div>' for t in s.paragraphs)}<div class="addthis_toolbox">{w['share']}</div></div><div class="post-footer"><span class="post-author vcard"><span class="fn">{s.author}</span></span></div></div></div></div></div><div id="sidebar-right-1">{_teasers(w)}</div></body></html>""", s.short


def elementor(s: Story, w: dict[str, str]) -> tuple[str, str]:
    return f"""<!doctype html><html lang="{s.language}"><head><title>{s.title} - {w['site']}</title><meta property="article:published_time" content="{s.at.isoformat()}"><meta property="og:title" content="{s.title}"></head><body class="post-template-default single single-post elementor-page">
<div data-elementor-type="single-post" class="elementor elementor-12"><section class="elementor-section"><div class="elementor-widget elementor-widget-theme-post-title"><h1 class="elementor-heading-title">{s.title}</h1></div><div class="elementor-widget elementor-widget-theme-post-content"><div class="elementor-widget-container">{_full(s)}</div></div>
<div class="elementor-widget elementor-widget-posts"><article class="elementor-post"><h3><a href="/1">{w['teasers'].split('|')[0]}</a></h3><p>{w['comment']}</p></article></div></section></div></body></html>""", s.text


def typo3(s: Story, w: dict[str, str]) -> tuple[str, str]:
    return f"""<html lang="{s.language}"><head><title>{w['site']}: {s.title}</title></head><body><div id="content"><div class="news news-single"><div class="article" itemscope="itemscope" itemtype="http://schema.org/Article"><div class="header"><h3 itemprop="headline">{s.title}</h3></div><div class="footer"><p><span class="news-list-date"><time itemprop="datePublished" datetime="{s.at:%Y-%m-%d}">{s.at:%d.%m.%Y}</time></span></p></div>
<div class="teaser-text" itemprop="description"><p>{s.paragraphs[0]}</p></div><div class="news-text-wrap" itemprop="articleBody">{_ps(s.paragraphs[1:])}</div><div class="news-backlink-wrap"><a href="/">{w['popular']}</a></div></div></div></div></body></html>""", s.short


def joomla_k2(s: Story, w: dict[str, str]) -> tuple[str, str]:
    return f"""<html lang="{s.language}"><head><title>{s.title}</title></head><body><div id="k2Container" class="itemView"><span class="itemDateCreated">{_shown_date(s)}</span><div class="itemHeader"><h2 class="itemTitle">{s.title}</h2><span class="itemAuthor">{s.author}</span></div><div class="itemToolbar">{w['share']}</div>
<div class="itemBody"><div class="itemIntroText"><p>{s.paragraphs[0]}</p></div><div class="itemFullText">{_ps(s.paragraphs[1:])}</div></div><div class="itemLinks"><span>{w['tags']}</span></div><div class="itemRelated"><h3>{w['popular']}</h3>{_teasers(w)}</div></div></body></html>""", s.short


def react_hashes(s: Story, w: dict[str, str]) -> tuple[str, str]:
    return f"""<!doctype html><html lang="{s.language}"><head><title>{s.title}</title><meta property="og:type" content="article"><meta property="og:title" content="{s.title}"><meta property="og:article:published_time" content="{s.at.isoformat()}"></head><body><div id="app"><div class="qZx1"><div class="Kw_9a">{_teasers(w, 'span')}</div><div class="aB3x"><h1 class="tT_1">{s.title}</h1><div class="pL0q">{''.join(f'<div class="rR7"><span class="sS8">{t}</span></div>' for t in s.paragraphs)}</div><div class="vV2"><a href="/s">{w['subscribe']}</a></div></div><div class="zZ4">{_teasers(w, 'div', summary=True)}</div></div></div></body></html>""", s.short


def ad_gaps(s: Story, w: dict[str, str]) -> tuple[str, str]:
    ad = f'<div class="ad-slot" id="div-gpt-ad-1"><p>{"Реклама" if s.language == "ru" else "ADVERTISEMENT"}</p></div><div class="inline-newsletter"><h3>{w["subscribe"]}</h3><p>{w["disclaimer"]}</p></div>'
    return f"""<!doctype html><html lang="{s.language}"><head><title>{s.title}</title><meta name="parsely-pub-date" content="{s.at.isoformat()}"></head><body>{_menu()}<div class="single__content">{''.join(f'<section class="chunk"><p>{t}</p></section>{ad}' for t in s.paragraphs)}</div><h1 class="hd" style="order:-1">{s.title}</h1></body></html>""", s.short


def sidebar_first(s: Story, w: dict[str, str]) -> tuple[str, str]:
    return f"""<html lang="{s.language}"><head><title>{s.title} | {w['section']} | {w['site']}</title></head><body><div class="left"><h2>{w['popular']}</h2>{_teasers(w, 'div', summary=True)}{_teasers(w, 'div', summary=True)}</div><div class="center"><div class="path">{w['site']} / {w['section']}</div><h1>{s.title}</h1><div class="d">{_shown_date(s)}</div><div class="txt">{_full(s)}</div><div class="src">{'Источник: ' if s.language == 'ru' else 'Source: '}{w['site']}</div></div></body></html>""", s.text


def quotes_and_tweets(s: Story, w: dict[str, str]) -> tuple[str, str]:
    a, b, c, d = s.paragraphs
    tweet = f'<blockquote class="twitter-tweet"><p>{w["comment"]}</p>&mdash; Somebody (@some) <a href="https://twitter.com/x">{s.at:%d.%m.%Y}</a></blockquote>'
    return f"""<!doctype html><html lang="{s.language}"><head><title>{s.title}</title><meta property="og:title" content="{s.title}"><meta property="article:published_time" content="{s.at.isoformat()}"></head><body><article><h1>{s.title}</h1><div class="post-content"><p>{a}</p><p>{b}</p>{tweet}<p>{c}</p><p>{d}</p></div></article></body></html>""", "\n".join((a, b, w["comment"], c, d))


def amp_story(s: Story, w: dict[str, str]) -> tuple[str, str]:
    return f"""<!doctype html><html ⚡ lang="{s.language}"><head><title>{s.title}</title><meta property="article:published_time" content="{s.at.isoformat()}"></head><body><header class="amp-wp-header">{w['site']}</header><article class="amp-wp-article"><header class="amp-wp-article-header"><h1 class="amp-wp-title">{s.title}</h1><div class="amp-wp-meta amp-wp-byline">{s.author}</div><div class="amp-wp-meta amp-wp-posted-on"><time>{_shown_date(s)}</time></div></header><div class="amp-wp-article-content">{_full(s)}</div><footer class="amp-wp-article-footer"><div class="amp-wp-meta amp-wp-tax-category">{w['tags']}</div></footer></article></body></html>""", s.text


def definition_list(s: Story, w: dict[str, str]) -> tuple[str, str]:
    return f"""<html lang="{s.language}"><head><title>{w['site']} | {s.title}</title></head><body><dl class="news"><dt>{s.at:%d.%m.%Y} {s.title}</dt><dd>{'<br><br>'.join(s.paragraphs)}</dd></dl><p align="center"><a href="/">{w['site']}</a></p></body></html>""", s.short


def microdata_old(s: Story, w: dict[str, str]) -> tuple[str, str]:
    return f"""<html lang="{s.language}"><head><title>{s.title}</title></head><body itemscope itemtype="http://schema.org/NewsArticle"><meta itemprop="datePublished" content="{s.at.isoformat()}"><div class="wrap"><div class="hdr">{_menu()}</div><div itemprop="headline"><h1>{s.title}</h1></div><h2 itemprop="alternativeHeadline">{s.heading}</h2><span itemprop="author">{s.author}</span><div itemprop="articleBody" class="bodytext">{_ps(s.paragraphs)}<p class="author-note"><em>{w['error']}</em></p></div><div class="comm" id="comments-list"><div class="comm-item">{w['comment']} {w['comment']}</div></div></div></body></html>""", s.short


def vk_style(s: Story, w: dict[str, str]) -> tuple[str, str]:
    return f"""<!doctype html><html lang="{s.language}"><head><title>{s.title} — {w['site']}</title><meta property="og:title" content="{s.title}"></head><body><div class="l-entry"><div class="l-entry__header"><div class="author__name">{s.author}</div><time datetime="{s.at.isoformat()}">{_shown_date(s)}</time></div><h1 class="content-title">{s.title}</h1><article class="content__blocks">{''.join(f'<figure class=""><div class="block-text"><p>{t}</p></div></figure>' for t in s.paragraphs)}</article><div class="content__tags">{w['tags']}</div></div><div class="feed__recommendations">{_teasers(w, 'div', summary=True)}</div></body></html>""", s.short


BLIND: tuple[Style, ...] = (arc, public_broadcaster, broadcaster_list, wire, blogger, elementor, typo3, joomla_k2, react_hashes, ad_gaps, sidebar_first, quotes_and_tweets, amp_story, definition_list, microdata_old, vk_style)


def blind() -> Iterator[Made]:
    """A Russian and an English story in each of the styles."""
    for number, story in enumerate(STORIES):
        for style in BLIND:
            html, text = style(story, WORDS[story.language])
            host = "vzmorie.example" if story.language == "ru" else "courier.example"
            yield Made(f"{style.__name__}-{number}", f"https://{host}/b/{number}", html, story, text)


def blind_no_articles() -> Iterator[NoArticle]:
    """Pages that are none, in other words than those that were learnt from."""
    ru, en = WORDS["ru"], WORDS["en"]
    story, english = RU[1], EN[1]
    yield NoArticle("robot-ru", _page("Вы не робот?", "<p>Кажется, запросы с вашего устройства похожи на автоматические. Я не робот</p>"), Reason.CHALLENGE)
    yield NoArticle("human-en", _page("courier.example", "<h1>Please verify you are a human</h1><p>Press and hold the button below.</p>"), Reason.CHALLENGE)
    yield NoArticle("js-challenge", b"<html><head><title>courier.example</title></head><body><script src='/cdn-cgi/challenge-platform/h/b/orchestrate/jsch/v1'></script><noscript>Enable JavaScript and cookies to continue</noscript></body></html>", Reason.CHALLENGE)
    yield NoArticle("blocked-ru", _page("Доступ запрещён", "<p>Доступ к ресурсу ограничен. Ваш запрос заблокирован системой защиты.</p>"), Reason.CHALLENGE)
    yield NoArticle("gone-ru", _page("Взморье Онлайн", f"<h1>Ошибка 404</h1><p>К сожалению, запрашиваемая страница не найдена.</p>{_teasers(ru, 'div')}"), Reason.SOFT_404)
    yield NoArticle("gone-en", _page("404 - Coast Courier", "<h1>Oops!</h1><p>We can't find the page you're looking for.</p>"), Reason.SOFT_404)
    yield NoArticle("gone-de", _page("Seite nicht gefunden", "<h1>Seite nicht gefunden</h1><p>Die Seite existiert nicht mehr.</p>"), Reason.SOFT_404)
    yield NoArticle("moved", _page("Coast Courier", "<h1>This page is no longer available</h1><p>It may have been moved.</p>"), Reason.SOFT_404)
    yield NoArticle("consent-de", _page("Willkommen", "<h1>Mit Werbung und Tracking weiter</h1><p>Zustimmen und weiter: wir und unsere Partner speichern Cookies auf Ihrem Gerät, um Werbung zu messen.</p>"), Reason.CONSENT_WALL)
    yield NoArticle("consent-fr", _page("Courrier", "<p>Accepter et continuer. Avec nos partenaires, nous utilisons des cookies pour mesurer l'audience de ce site et vous proposer des publicités.</p>"), Reason.CONSENT_WALL)
    yield NoArticle("login-ru", _page("Вход в личный кабинет", "<form><label>Почта</label><input name=e><input type=password name=p></form>"), Reason.LOGIN_WALL)
    yield NoArticle("login-register", _page("Sign in", "<h2>Sign in</h2><form><input type=email><input type=password></form><p>New here? Create an account in a minute.</p>"), Reason.LOGIN_WALL)
    paid = '<meta property="article:content_tier" content="locked"><meta property="og:type" content="article">'
    yield NoArticle("paid-meta", _page(english.title, f'<h1>{english.title}</h1><div class="article-content"><p>{english.paragraphs[0]}</p></div><div class="offer"><p>To read the full story, become a subscriber.</p></div>', paid), Reason.PAYWALL)
    yield NoArticle("paid-ru", _page(story.title, f'<article><h1>{story.title}</h1><p>{story.paragraphs[0]}</p><div class="closed-text"><p>Чтобы дочитать материал, оформите подписку.</p></div></article>', '<meta property="og:type" content="article">'), Reason.PAYWALL)
    yield NoArticle("list-tag", _page("Тег: порт", "<h1>порт</h1>" + "".join(f'<div class=item><span>12:0{n}</span> <a href="/{n}">{t}</a></div>' for n, t in enumerate(ru["teasers"].split("|") * 2))), Reason.LISTING_PAGE)
    yield NoArticle("list-cards", _page("Business", "".join(f'<article class=card><h3><a href="/{n}">{t}</a></h3><p>{en["comment"]}</p></article>' for n, t in enumerate(en["teasers"].split("|") * 2))), Reason.LISTING_PAGE)
    yield NoArticle("video-json", _page("Пуск", '<script type="application/ld+json">{"@type":"VideoObject","name":"Пуск"}</script><h1>Пуск линии</h1><p>Смотрите запись эфира.</p>'), Reason.VIDEO_PAGE)
    yield NoArticle("video-rutube", _page("Эфир", '<h1>Эфир</h1><iframe src="https://rutube.ru/play/embed/1"></iframe>'), Reason.VIDEO_PAGE)
    yield NoArticle("spa", b"<!doctype html><html><head><title>News</title></head><body><noscript>You need to enable JavaScript to run this app.</noscript><div id=app></div><script src=a.js></script><script src=b.js></script><script src=c.js></script></body></html>", Reason.EMPTY_PAGE)
    yield NoArticle("blank", _page("", "").replace(_menu().encode(), b"").replace("<footer>© 2026</footer>".encode(), b""), Reason.EMPTY_PAGE)
    yield NoArticle("xml-feed-json", b'[{"id": 1, "title": "x"}]', Reason.NOT_HTML, content_type="application/json")
    yield NoArticle("pdf", b"%PDF-1.4 broken", Reason.PDF, content_type="application/octet-stream")
    yield NoArticle("arabic", _page("خبر", "<article><p>" + "افتتحت شركة الصلب في الميناء خطا جديدا لإنتاج عربات الرافعات وقالت الشركة إن الدفعة الأولى ستسلم قبل نهاية الشهر. " * 6 + "</p></article>"), Reason.WRONG_LANGUAGE, language="en")
    yield NoArticle("english-for-ru", _page("Story", f"<article><h1>{english.title}</h1>{_ps(english.paragraphs)}</article>"), Reason.WRONG_LANGUAGE, language="ru")
