# ruff: noqa: E501  the lines of a page template read best as they are
"""Made-up pages in the styles of Russian and English news sites, each with the article that a person would copy.

Every name, place and event is invented. A style is a template with the furniture of one kind of site; an article is
told in every style of its language, so what is measured is the cut, not the words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from monitor.model import Reason

MOSCOW = timezone(timedelta(hours=3))
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Story:
    """What the page should yield. `heading` and `items` stand before the last paragraph."""

    language: str
    title: str
    author: str
    at: datetime
    paragraphs: tuple[str, ...]
    heading: str
    items: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join((*self.paragraphs[:-1], self.heading, *self.items, self.paragraphs[-1]))

    @property
    def short(self) -> str:
        """The text in styles without headings and lists."""
        return "\n".join(self.paragraphs)


@dataclass(frozen=True)
class Made:
    name: str
    url: str
    html: str
    story: Story
    text: str
    content_type: str = "text/html; charset=utf-8"
    charset: str = "utf-8"


RU = (
    Story("ru", "Завод «Прибойсталь» начал выпуск тележек для портовых кранов", "Анна Ветрова",
          datetime(2026, 11, 22, 14, 5, tzinfo=MOSCOW),
          ("Завод «Прибойсталь» в Озёрске запустил линию по выпуску тележек для портовых кранов, сообщили в пресс-службе "
           "предприятия. Первая партия из двенадцати машин уйдёт заказчику до конца месяца.",
           "По словам директора завода Игоря Лаптева, в проект вложили 340 млн рублей. «Мы полгода готовили площадку и "
           "обучали людей, теперь можем собирать до сорока тележек в год», — сказал он.",
           "Раньше такие узлы в регион привозили из-за границы. После ухода поставщиков порту пришлось искать замену, и "
           "часть деталей здесь научились точить сами.",
           "Губернатор, побывавший на пуске, назвал линию примером того, как небольшое предприятие занимает свободное "
           "место на рынке. О планах на следующий год завод обещает рассказать в январе."),
          "Что изменится для порта", ("срок поставки узла сократится до трёх недель;", "ремонт будут делать на месте;",
                                      "запас деталей вырастет вдвое.")),
    Story("ru", "В Зареченске построят цех по сборке электробусов", "Пётр Гончар", datetime(2026, 11, 21, 9, 40, tzinfo=MOSCOW),
          ("В Зареченске построят цех по сборке электробусов мощностью двести машин в год. Соглашение об этом подписали "
           "областное правительство и компания «Ровный ход», передаёт корреспондент издания.",
           "Стройка начнётся весной на территории бывшего ремонтного завода. Инвестор обещает создать 180 рабочих мест и "
           "платить не ниже средней зарплаты по области.",
           "Электробусы получат кузов местной сборки и батареи, которые пока будут закупать. «Через три года хотим "
           "собирать и батареи», — уточнил представитель компании Олег Мирный.",
           "Городские власти рассчитывают, что первые десять машин выйдут на маршруты осенью следующего года. Сейчас в "
           "автопарке Зареченска 96 автобусов, и две трети из них старше десяти лет."),
          "Как выбирали площадку", ("рассматривали три участка в черте города;", "решающей стала подстанция рядом;",
                                    "землю передадут в аренду на 49 лет.")),
    Story("ru", "«Северный мост» отказался от выпуска прицепов", "Мария Клёнова", datetime(2026, 11, 20, 18, 30, tzinfo=MOSCOW),
          ("Компания «Северный мост» не будет выпускать прицепы на площадке в Листвянке, хотя весной объявляла о таком "
           "проекте. Об этом рассказал журналистам её коммерческий директор Денис Орешкин.",
           "Причина в спросе: за год рынок прицепов сократился на 37 процентов. «Мы посчитали и поняли, что линия не "
           "окупится и за двенадцать лет», — объяснил Орешкин.",
           "Оборудование, которое успели купить, перенесут в цех металлоконструкций. Сокращать людей компания не "
           "собирается: всех тридцать двух рабочих переведут на другие участки.",
           "Эксперт отраслевого союза Вера Тихая считает решение разумным. По её оценке, восстановления спроса стоит "
           "ждать не раньше 2028 года, и выживут те, кто вовремя сменил продукт."),
          "Чем займётся площадка", ("рамы для теплиц;", "опоры освещения до двенадцати метров;", "мелкие серии на заказ.")),
)  # fmt: skip
EN = (
    Story("en", "Harbour Steel opens crane trolley line in Ozersk", "Anna Vetrova", datetime(2026, 11, 22, 11, 5, tzinfo=UTC),
          ("Harbour Steel has opened a production line for crane trolleys in the coastal town of Ozersk, the company said on "
           "Sunday. A first batch of twelve units will be delivered before the end of the month.",
           "The plant invested 340 million roubles in the project, director Igor Laptev said. “We spent half a year preparing "
           "the site and training people, and now we can assemble up to forty trolleys a year.”",
           "Such parts used to be imported. When suppliers left, the port had to look for a replacement, and some of the "
           "components are now machined locally.",
           "The governor, who attended the launch, called the line an example of a small company taking a free place in the "
           "market. Plans for next year are to be announced in January."),
          "What it means for the port", ("delivery time falls to three weeks;", "repairs will be done on site;",
                                         "the stock of spare parts will double.")),
    Story("en", "Zarechensk to get an electric bus assembly shop", "Peter Gonchar", datetime(2026, 11, 21, 6, 40, tzinfo=UTC),
          ("An assembly shop for electric buses with a capacity of two hundred vehicles a year will be built in Zarechensk. "
           "The regional government and the company Even Ride signed the agreement on Saturday.",
           "Construction starts in spring on the grounds of a former repair works. The investor promises 180 jobs and wages "
           "no lower than the regional average.",
           "The buses will have locally assembled bodies and batteries that are to be imported for now. “In three years we "
           "want to make the batteries here as well,” said the company’s spokesman Oleg Mirny.",
           "The city expects the first ten buses on its routes next autumn. It runs a fleet of 96 buses at present, and two "
           "thirds of them are more than ten years old."),
          "How the site was chosen", ("three plots inside the city were considered;", "a nearby substation decided the matter;",
                                      "the land will be leased for 49 years.")),
)  # fmt: skip


def _month(story: Story) -> str:
    return "ноября" if story.language == "ru" else "November"


def _shown_date(story: Story) -> str:
    at = story.at
    if story.language == "ru":
        return f"{at.day} ноября {at.year}, {at:%H:%M}"
    return f"November {at.day}, {at.year} {at:%H:%M} UTC"


def _ps(texts: tuple[str, ...]) -> str:
    return "".join(f"<p>{text}</p>\n" for text in texts)


def _full(story: Story) -> str:
    items = "".join(f"<li>{item}</li>" for item in story.items)
    return f"{_ps(story.paragraphs[:-1])}<h2>{story.heading}</h2><ul>{items}</ul><p>{story.paragraphs[-1]}</p>"


WORDS = {
    "ru": {
        "also": "Читайте также: Порт Озёрска получил два новых буксира", "tags": "Теги: порт промышленность краны",
        "share": "Поделиться в социальных сетях", "subscribe": "Подписывайтесь на наш канал в Telegram, чтобы первыми узнавать новости",
        "cookie": "Мы используем файлы cookie, чтобы сайт работал лучше. Оставаясь на сайте, вы соглашаетесь с этим и с нашей политикой.",
        "popular": "Самое читаемое", "comments": "Комментарии", "comment": "Давно пора было это сделать, молодцы, что не сдались и довели дело до конца.",
        "caption": "Цех завода в день пуска. Фото: пресс-служба предприятия", "rights": "Все права защищены. Перепечатка только с разрешения редакции.",
        "site": "Взморье Онлайн", "section": "Экономика", "error": "Нашли ошибку? Выделите её и нажмите Ctrl+Enter.",
        "disclaimer": "Мнение редакции может не совпадать с мнением авторов.",
        "teasers": "Порт принял рекордный сухогруз с зерном|Трамвай вернут на Садовую улицу к весне|На рынке подешевели огурцы и подорожал картофель|В музее открылась выставка старых карт|Школу на окраине сдадут в срок, обещает мэр|Рыбаки вышли в море после шторма",
    },
    "en": {
        "also": "Read also: Port of Ozersk takes delivery of two tugs", "tags": "Tags: port industry cranes",
        "share": "Share this article", "subscribe": "Sign up for our newsletter and get the morning briefing in your inbox",
        "cookie": "We use cookies to make this site work better. By staying here you accept them and our privacy policy.",
        "popular": "Most read", "comments": "Comments", "comment": "High time somebody did this, well done to all the people who did not give up on it.",
        "caption": "The shop floor on opening day. Photo: company handout", "rights": "Copyright 2026. All rights reserved.",
        "site": "Coast Courier", "section": "Business", "error": "Spotted a mistake? Tell the editors.",
        "disclaimer": "The views expressed are those of the authors alone.",
        "teasers": "Port handles record grain carrier|Tram to return to Garden Street by spring|Cucumbers cheaper and potatoes dearer at the market|Museum opens a show of old maps|School on the outskirts will be finished in time|Fishermen put to sea after the storm",
    },
}  # fmt: skip


def _teasers(words: dict[str, str], tag: str = "li", summary: bool = False) -> str:
    more = f"<p>{words['comment'][:60]}…</p>" if summary else ""
    return "".join(f'<{tag}><a href="/news/{n}">{text}</a>{more}</{tag}>' for n, text in enumerate(words["teasers"].split("|")))


def _menu() -> str:
    return "<nav><ul>" + "".join(f'<li><a href="/{n}">Раздел {n}</a></li>' for n in range(12)) + "</ul></nav>"


def wordpress(s: Story, w: dict[str, str]) -> tuple[str, str]:
    return f"""<!doctype html><html lang="{s.language}"><head><title>{s.title} - {w['site']}</title>
<meta property="og:title" content="{s.title}"><meta property="og:site_name" content="{w['site']}">
<meta property="article:published_time" content="{s.at.isoformat()}"><meta name="author" content="{s.author}"></head>
<body class="post-template-default single single-post has-sidebar">{_menu()}<div id="cookie-notice">{w['cookie']}</div>
<main><article class="post-71 post type-post hentry category-news tag-port"><header class="entry-header">
<h1 class="entry-title">{s.title}</h1><div class="entry-meta">{s.author} | {_shown_date(s)}</div></header>
<div class="entry-content"><figure class="wp-caption"><img src="a.jpg"><figcaption>{w['caption']}</figcaption></figure>
{_full(s)}<div class="sharedaddy">{w['share']}</div></div>
<footer class="entry-footer"><span class="tags-links">{w['tags']}</span></footer></article>
<div id="comments"><h2>{w['comments']}</h2><div class="comment"><p>{w['comment']}</p><p>{w['comment']}</p></div></div></main>
<aside class="widget-area"><h3>{w['popular']}</h3><ul>{_teasers(w)}</ul></aside><footer><p>{w['rights']}</p></footer></body></html>""", s.text


def bitrix(s: Story, w: dict[str, str]) -> tuple[str, str]:
    paragraphs = "<br /><br />\n".join(s.paragraphs)
    return f"""<html><head><title>{s.title} | {w['section']} | {w['site']}</title></head><body>
<div class="top-menu">{_teasers(w, 'span')}</div><div class="breadcrumbs"><a href="/">{w['site']}</a> / <a href="/e">{w['section']}</a></div>
<div class="news-detail"><h1>{s.title}</h1><span class="news-date-time">{_shown_date(s)}</span>
<div class="news-detail-pic"><img src="1.jpg"><div class="photo-caption">{w['caption']}</div></div>
<div class="news-detail-text">{paragraphs}</div>
<div class="b-share">{w['share']}</div><p class="orfo">{w['error']}</p></div>
<div class="more-news"><h3>{w['popular']}</h3>{_teasers(w, 'div', summary=True)}</div><div class="footer">{w['rights']}</div></body></html>""", s.short


def modern(s: Story, w: dict[str, str]) -> tuple[str, str]:
    body = " ".join((*s.paragraphs,)).replace('"', '\\"')
    first, *rest = s.paragraphs
    parts = "".join(f'<div class="article__block css-1k{n}"><div class="article__text" itemprop="articleBody">{text}</div></div>' for n, text in enumerate(rest))
    return f"""<!doctype html><html lang="{s.language}"><head><title>{s.title} — {w['site']}</title>
<script type="application/ld+json">{{"@context":"https://schema.org","@graph":[{{"@type":"WebSite","name":"{w['site']}"}},
{{"@type":"NewsArticle","headline":"{s.title.replace('"', '')}","datePublished":"{s.at.isoformat()}","author":[{{"@type":"Person","name":"{s.author}"}}],
"articleBody":"{body}"}}]}}</script></head><body><div id="__next"><header role="banner">{w['site']}</header>
<div class="css-9x"><h1>{s.title}</h1><div class="article__text" itemprop="articleBody">{first}</div>
<div class="css-banner"><a href="/sub">{w['subscribe']}</a></div>{parts}<div class="article__tags">{w['tags']}</div></div>
<section class="recommendations">{_teasers(w, 'div', summary=True)}</section></div><script>window.__STATE__={{"a":1}}</script></body></html>""", s.short


def table_layout(s: Story, w: dict[str, str]) -> tuple[str, str]:
    return f"""<HTML><HEAD><TITLE>{w['site']}: {s.title}</TITLE></HEAD><BODY bgcolor=white><table width=100%><tr><td colspan=3>
<a href=/>{w['site']}</a></td></tr><tr><td width=150 valign=top>{_teasers(w, 'div')}</td><td valign=top>
<h1>{s.title}</h1><font size=1>{s.at:%d.%m.%Y %H:%M}</font><p align=justify>{'<p align=justify>'.join(s.paragraphs)}
<p><b>{w['also']}</b></td><td width=200 valign=top><b>{w['popular']}</b>{_teasers(w, 'div')}</td></tr>
<tr><td colspan=3><font size=1>{w['rights']}</font></td></tr></table></BODY></HTML>""", s.short


def agency(s: Story, w: dict[str, str]) -> tuple[str, str]:
    lead, *rest = s.paragraphs
    return f"""<!doctype html><html lang="{s.language}"><head><title>{s.title} - {w['section']} - {w['site']}</title>
<meta name="mediator_published_time" content="{s.at.isoformat()}"><meta property="og:type" content="article"><meta property="og:title" content="{s.title}">
</head><body><div class="header-menu">{_menu()}</div><div class="article__wrap"><div class="article__info-date"><a href="/d">{s.at:%H:%M %d.%m.%Y}</a></div>
<h1 class="article__title">{s.title}</h1><div class="media"><div class="media__copyright">© {w['site']}</div><div class="media__description">{w['caption']}</div></div>
<div class="article__body js-mediator-article"><div class="article__block"><div class="article__text"><strong>{lead}</strong></div></div>
{''.join(f'<div class="article__block"><div class="article__text">{text}</div></div>' for text in rest[:1])}
<div class="article__block"><div class="article__article"><a class="article__article-link" href="/x"><span>{w['teasers'].split('|')[0]}</span></a><span class="article__article-info">вчера, 10:30</span></div></div>
{''.join(f'<div class="article__block"><div class="article__text">{text}</div></div>' for text in rest[1:])}
</div><div class="article__tags"><a href="/t">{w['section']}</a></div><div class="article__userbar">{w['share']}</div></div>
<div class="lenta">{_teasers(w, 'div')}</div></body></html>""", s.short


def soup_of_divs(s: Story, w: dict[str, str]) -> tuple[str, str]:
    return f"""<html lang="{s.language}"><head><title>{s.title}</title></head><body><div class="a1"><div class="b2">{_teasers(w, 'span')}</div>
<div class="c3"><div class="d4"><h1>{s.title}</h1><div class="e5">{_shown_date(s)}</div><div class="f6">{''.join(f'<div class="g7">{text}</div>' for text in s.paragraphs[:2])}
<div class="h8"><a href="/z">{w['also']}</a></div>{''.join(f'<div class="g7">{text}</div>' for text in s.paragraphs[2:])}</div>
<div class="i9">{w['share']}</div></div><div class="j0"><div>{w['popular']}</div>{_teasers(w, 'div', summary=True)}</div></div>
<div class="k1">{w['rights']} {w['disclaimer']}</div></div></body></html>""", s.short


def amp(s: Story, w: dict[str, str]) -> tuple[str, str]:
    return f"""<!doctype html><html amp lang="{s.language}"><head><title>{s.title}</title><link rel="canonical" href="https://courier.example/news/full-story">
<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{s.title.replace('"', '')}","datePublished":"{s.at.isoformat()}","author":{{"@type":"Person","name":"{s.author}"}}}}</script>
</head><body><amp-sidebar id="sidebar">{_teasers(w)}</amp-sidebar><article><h1>{s.title}</h1><div class="article-meta">{s.author}, {_shown_date(s)}</div>
<amp-img src="a.jpg"></amp-img><p class="caption">{w['caption']}</p>{_full(s)}<amp-social-share type="vk"></amp-social-share>
<p><a href="/1">{w['also']}</a></p><div class="amp-related"><h3>{w['popular']}</h3>{_teasers(w, 'p')}</div></article><footer>{w['rights']}</footer></body></html>""", s.text


def lead_apart(s: Story, w: dict[str, str]) -> tuple[str, str]:
    lead, *rest = s.paragraphs
    return f"""<!doctype html><html lang="{s.language}"><head><title>{s.title} :: {w['site']}</title><meta property="og:site_name" content="{w['site']}">
<meta itemprop="datePublished" content="{s.at.isoformat()}"></head><body><div class="page"><div class="news news-single"><div class="article">
<h1>{s.title}</h1><div class="author-line">{'Автор: ' if s.language == 'ru' else 'By '}{s.author}</div><div class="teaser-text"><p>{lead}</p></div>
<div class="social-links">{w['share']}</div><div class="news-text-wrap">{_ps(tuple(rest))}<p>{w['error']}</p></div></div></div>
<div class="sidebar"><div class="subscribe-form"><p>{w['subscribe']}</p></div>{_teasers(w, 'div', summary=True)}</div></div></body></html>""", s.short


def live_furniture(s: Story, w: dict[str, str]) -> tuple[str, str]:
    a, b, c, d = s.paragraphs
    return f"""<!doctype html><html lang="{s.language}"><head><title>{s.title}</title><meta property="og:title" content="{s.title}"><meta property="article:published_time" content="{s.at.isoformat()}">
<meta property="article:author" content="{s.author}"></head><body><div class="modal consent"><p>{w['cookie']}</p></div><main role="main">
<section class="story"><h1>{s.title}</h1><p class="standfirst">{a}</p><div class="story-body"><p>{b}</p>
<div class="inline-related"><h4>{w['popular']}</h4><ul>{_teasers(w)}</ul></div><p>{c}</p>
<div class="newsletter-signup"><h3>{w['subscribe']}</h3><form><input type="email"></form></div><p>{d}</p><p><em><a href="/tg">{w['subscribe']}</a></em></p>
<ul class="topics"><li><a href="/1">{w['section']}</a></li></ul></div></section></main>
<section class="most-read">{_teasers(w, 'h3')}</section><section class="comments"><p>{w['comment']}</p></section></body></html>""", s.short


def blog_platform(s: Story, w: dict[str, str]) -> tuple[str, str]:
    return f"""<html lang="{s.language}"><head><title>{w['site']}: {s.title}</title></head><body class="item-view"><div class="header"><h1 class="title">{w['site']}</h1></div>
<div class="main"><div class="post hentry"><h3 class="post-title entry-title" itemprop="name">{s.title}</h3><div class="post-header"><abbr class="published" itemprop="datePublished" title="{s.at.isoformat()}">{s.at:%H:%M}</abbr></div>
<div class="post-body entry-content" itemprop="description articleBody">{'<br/><br/>'.join(s.paragraphs)}<div style="clear: both;"></div></div>
<div class="post-footer">{s.author} {w['share']}</div></div><div class="comments" id="comments"><h4>{w['comments']}</h4><p>{w['comment']}</p></div></div>
<div class="sidebar">{_teasers(w)}</div></body></html>""", s.short


def long_tail(s: Story, w: dict[str, str]) -> tuple[str, str]:
    """A short item above three teasers with long summaries, as on infinite pages."""
    more = "".join(f'<div class="item"><h2><a href="/n{n}">{t}</a></h2><p>{w["comment"]} {w["comment"]}</p></div>' for n, t in enumerate(w["teasers"].split("|")[:4]))
    return f"""<html lang="{s.language}"><head><title>{s.title}</title><meta name="date" content="{s.at.isoformat()}"></head><body><div class="wrap">
<article itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">{s.title}</h1><div itemprop="articleBody">{_full(s)}</div>
<span itemprop="author" itemscope><span itemprop="name">{s.author}</span></span></article>
<div class="next">{more}</div></div></body></html>""", s.text


Style = Callable[[Story, dict[str, str]], tuple[str, str]]
STYLES: tuple[Style, ...] = (wordpress, bitrix, modern, table_layout, agency, soup_of_divs, amp, lead_apart, live_furniture, blog_platform, long_tail)
_DIRTY = {"bitrix": "windows-1251", "table_layout": "koi8-r"}


def pages() -> Iterator[Made]:
    """Every story in every style; old styles of Russian sites in their old charsets, undeclared."""
    for number, story in enumerate((*RU, *EN)):
        words = WORDS[story.language]
        for style in STYLES:
            html, text = style(story, words)
            charset = _DIRTY.get(style.__name__, "utf-8") if story.language == "ru" else "utf-8"
            kind = "text/html" if charset != "utf-8" else "text/html; charset=utf-8"
            url = f"https://{'vzmorie.example' if story.language == 'ru' else 'courier.example'}/news/{number}-{style.__name__}"
            yield Made(f"{style.__name__}-{number}", url, html, story, text, kind, charset)


@dataclass(frozen=True)
class NoArticle:
    name: str
    body: bytes
    outcome: Reason
    url: str = "https://vzmorie.example/news/1"
    content_type: str = "text/html; charset=utf-8"
    language: str = ""


def _page(title: str, body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{_menu()}{body}<footer>© 2026</footer></body></html>".encode()


def no_articles() -> Iterator[NoArticle]:
    """Pages that are none, with what they should be called."""
    ru, en = WORDS["ru"], WORDS["en"]
    story, english = RU[0], EN[0]
    news = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","isAccessibleForFree":false}</script>'
    yield NoArticle("cloud-challenge", _page("Just a moment...", "<h1>courier.example</h1><p>Checking your browser before accessing the site.</p>"), Reason.CHALLENGE)
    yield NoArticle("ddos-guard", _page("DDoS-Guard", "<p>Проверка браузера перед переходом на сайт. Подождите пять секунд.</p>"), Reason.CHALLENGE)
    yield NoArticle("captcha", _page("Подтвердите, что вы не робот", "<form><p>Введите символы с картинки</p><input name=c></form>"), Reason.CHALLENGE)
    yield NoArticle("denied", _page("Access denied", "<h1>Access denied</h1><p>You do not have permission to view this page.</p>"), Reason.CHALLENGE)
    yield NoArticle("soft-404-ru", _page("Страница не найдена", f"<h1>404</h1><p>Такой страницы нет.</p><ul>{_teasers(ru)}</ul>"), Reason.SOFT_404)
    yield NoArticle("soft-404-en", _page("Page not found | Coast Courier", f"<h1>Sorry, this page no longer exists</h1><ul>{_teasers(en)}</ul>"), Reason.SOFT_404)
    yield NoArticle("removed", _page("Взморье Онлайн", "<h1>Материал удалён</h1><p>Вернитесь на главную.</p>"), Reason.SOFT_404)
    yield NoArticle("consent", _page("Before you continue", f"<div><h1>We value your privacy</h1><p>{en['cookie']} Our partners process data for the purposes listed below.</p><button>Accept all cookies</button></div>"), Reason.CONSENT_WALL)
    yield NoArticle("consent-ru", _page("Взморье Онлайн", f"<div class=wall><p>{ru['cookie']}</p><button>Принять cookie</button></div>"), Reason.CONSENT_WALL)
    yield NoArticle("login", _page("Вход на сайт", "<h1>Авторизация</h1><form><input name=l><input type=password name=p><button>Войти</button></form>"), Reason.LOGIN_WALL)
    yield NoArticle("login-en", _page("Log in - Coast Courier", "<h1>Log in</h1><form><input type=email><input type=password></form><p>Forgot your password?</p>"), Reason.LOGIN_WALL)
    yield NoArticle("paywall-ru", _page(story.title, f'<article><h1>{story.title}</h1><div class="article__body"><p>{story.paragraphs[0]}</p><div class="paywall"><p>Продолжение доступно только по подписке.</p></div></div></article>', news), Reason.PAYWALL)
    yield NoArticle("paywall-en", _page(english.title, f'<article><h1>{english.title}</h1><div class="article-body"><p>{english.paragraphs[0]}</p><p>Subscribe to continue reading this article. Already a subscriber? Sign in.</p></div></article>', news), Reason.PAYWALL)
    yield NoArticle("listing-ru", _page("Экономика - Взморье Онлайн", f'<h1>Экономика</h1><div class=list>{_teasers(ru, "h3")}{_teasers(ru, "h3")}</div>'), Reason.LISTING_PAGE, "https://vzmorie.example/economy")
    yield NoArticle("listing-en", _page("Business news", f'<h1>Business</h1><ul>{_teasers(en)}{_teasers(en)}</ul>'), Reason.LISTING_PAGE, "https://courier.example/business")
    yield NoArticle("front-page", _page("Взморье Онлайн", "".join(f'<section>{_teasers(ru, "h2", summary=True)}</section>' for _ in range(3))), Reason.LISTING_PAGE, "https://vzmorie.example/")
    yield NoArticle("video", _page("Пуск линии в Озёрске. Видео", "<h1>Пуск линии в Озёрске</h1><video src=a.mp4></video><p>Смотрите, как это было.</p>", '<meta property="og:type" content="video.other">'), Reason.VIDEO_PAGE)
    yield NoArticle("video-embed", _page("Launch in Ozersk", '<h1>Launch in Ozersk</h1><iframe src="https://www.youtube.com/embed/x"></iframe><p>Watch the launch.</p>'), Reason.VIDEO_PAGE)
    yield NoArticle("shell", b'<!doctype html><html><head><title>App</title></head><body><div id=root></div><script>' + b"var a=1;" * 100 + b"</script></body></html>", Reason.EMPTY_PAGE)
    yield NoArticle("nothing", b"   \n", Reason.EMPTY_PAGE)
    yield NoArticle("noscript", b'<html><head><noscript><meta http-equiv="refresh" content="0; url=/nojs"></noscript></head><body></body></html>', Reason.EMPTY_PAGE)
    yield NoArticle("json", b'{"error": "not found", "code": 404}', Reason.NOT_HTML, content_type="application/json")
    yield NoArticle("image", b"\x89PNG\r\n\x1a\n" + b"\x00\x01\x02" * 400, Reason.NOT_HTML, content_type="image/png")
    yield NoArticle("broken-pdf", b"%PDF-1.7 and then nothing", Reason.PDF, content_type="application/pdf")
    yield NoArticle("stub", _page("Новость", "<h1>Новость</h1><p>Скоро будет.</p>"), Reason.NOTHING_READABLE)
    chinese = "海港钢铁公司在奥焦尔斯克开设了一条起重机小车生产线公司周日表示首批十二台将于月底前交付厂长伊戈尔说该项目投资三亿四千万卢布。" * 8
    yield NoArticle("wrong-language", _page("海港", f"<article><h1>海港钢铁公司开设生产线</h1><p>{chinese}</p></article>"), Reason.WRONG_LANGUAGE, language="ru")
