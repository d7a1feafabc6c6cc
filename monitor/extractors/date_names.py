"""Where pages state their dates, and the zones of the countries that they are written in. Data for `published`."""

from __future__ import annotations

PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "article:published",
    "og:published_time", "parsely-pub-date", "sailthru.date", "publish-date", "publish_date", "pubdate",
    "published_time", "article.published", "date.created", "datecreated", "cxenseparse:recs:publishtime",
    "publication_date", "dc.date.issued", "dcterms.created", "dcterms.issued", "citation_publication_date",
    "originalpublicationdate", "mediator_published_time", "article:post_date", "published", "release_date",
    "article_date_original", "og:pubdate", "dcterms.date", "dc.date", "date", "dc.date.created",
    "vr:published_time", "bt:pubdate", "dc:date", "dcterms:date", "article:create_time", "publishdate",
    "publisheddate", "published-date", "published_date", "published_at", "publishedat", "pub_date", "pub-date",
    "pub-datetime", "date_published", "article.publishdate", "article_published", "content_published",
    "date-publication", "first_published", "issued", "sailthru.publish_date", "shareaholic:article_published_time",
    "lp.article:published_time", "rbpubdate", "displaydate", "datetime", "timestamp", "creation_date", "created",
    "articledate", "dc.issued", "dcsext.articlefirstpublished", "cxenseparse:publishtime", "gtm.published",
    "wd:published",
)  # fmt: skip
MODIFIED = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified", "last-modified",
    "article:updated", "dcterms.modified", "date.modified", "lastmod", "updated_time", "revision_date",
    "dateupdated", "dc.date.modified", "modified_time", "modified", "last-updated", "article.updated",
    "sailthru.modified", "eomportal-lastupdate",
)  # fmt: skip
COUNTRY_ZONES = {  # countries with one zone, or one in which nearly all of their press is written
    **dict.fromkeys(("ru", "su", "рф", "xn--p1ai", "moscow"), "Europe/Moscow"),
    "by": "Europe/Minsk", "ua": "Europe/Kyiv",
    "kz": "Asia/Almaty", "uz": "Asia/Tashkent", "de": "Europe/Berlin", "at": "Europe/Vienna", "ch": "Europe/Zurich",
    "fr": "Europe/Paris", "it": "Europe/Rome", "es": "Europe/Madrid", "pl": "Europe/Warsaw", "nl": "Europe/Amsterdam",
    "cz": "Europe/Prague", "se": "Europe/Stockholm", "no": "Europe/Oslo", "dk": "Europe/Copenhagen",
    "lt": "Europe/Vilnius", "lv": "Europe/Riga", "ee": "Europe/Tallinn", "fi": "Europe/Helsinki", "uk": "Europe/London",
    "tr": "Europe/Istanbul", "cn": "Asia/Shanghai", "jp": "Asia/Tokyo", "kr": "Asia/Seoul", "in": "Asia/Kolkata",
    "ar": "America/Argentina/Buenos_Aires", "pe": "America/Lima", "co": "America/Bogota", "br": "America/Sao_Paulo",
}  # fmt: skip
