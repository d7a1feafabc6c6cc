"""From the blocks of a region to the paragraphs of the article: what is furniture inside it is cut and kept apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from .blocks import HEADINGS, Block, weight
from .marks import Mark

# These look at lower case: a pattern that ignores case tries every branch in full, which costs five times as much.
# A block that begins so, and is short or mostly a link, sends the reader to another article.
_SENDS_AWAY = re.compile(
    r"(?:читайте|смотрите|слушайте|почитайте|подробнее|узнайте)\s(?:также|ещё|еще|по теме|подробнее|на|об|о|в)\b|"
    r"(?:читайте|смотрите|подробнее)\s?:|(?:по теме|материалы? по теме|ещё по теме|еще по теме|ранее по теме)\b|"
    r"(?:похожие|другие|рекомендуем|советуем|вам может)\b.{0,40}|"
    r"(?:read|see|watch|listen|check)\s(?:also|more|next|too|out our|our)\b|also\sread|(?:also\s)?related\b|"
    r"more\s(?:on|from|about|stories|news|like this)\b|read:|watch:|listen:|recommended|don['’]t miss|"
    r"you (?:may|might) (?:also )?(?:like|be interested|enjoy)|what to read next|up next|"
    r"lesen sie (?:auch|hier|dazu|mehr)|mehr (?:zum thema|dazu|zu|von|aus|lesen)|siehe auch|auch interessant|"
    r"das könnte (?:sie|dich|euch)|weiterlesen|zum thema|passend dazu|mehr:|"
    r"lire (?:aussi|également)|à lire|voir aussi|vous aimerez|sur le même sujet|"
    r"lea (?:también|más|además)|lee (?:también|además|más)|te puede interesar|le puede interesar|mirá también|"
    r"leer más|"
    r"también te|leia (?:também|mais)|veja (?:também|mais)|saiba mais|leggi anche|lees ook|läs (?:också|även)|"
    r"les også|"
    r"czytaj (?:też|także|również|więcej)|zobacz (?:też|także|również)|читайте|дивіться також",
)
# A block that begins so asks the reader for something or speaks of the site itself.
_ASKS = re.compile(
    r"(?:подпи(?:сывайтесь|шитесь|саться)|присоединяйтесь|следите за|поделиться|поделитесь|нашли (?:ошибку|опечатку)|"
    r"если вы (?:нашли|заметили|обнаружили) (?:ошибку|опечатку)|выделите (?:её|ее|текст|фрагмент)|комментарии|"
    r"оставить комментарий|добавить комментарий|обсудить|теги|тэги|метки|рубрики|ключевые слова|распечатать|"
    r"версия для печати|скопировать ссылку|больше новостей|все новости|самые (?:важные|свежие|интересные)|"
    r"наш (?:telegram|телеграм)|мы в (?:telegram|телеграм|вконтакте|соцсетях|дзен|max)|хотите (?:быть|узнавать|"
    r"получать)|"
    r"фото|фотография|иллюстрация|источник фото|видео|реклама|на правах рекламы|erid|материал носит|мнение редакции|"
    r"просмотров|время (?:на )?чтени[ея]|перепечатка|использование материалов|"
    r"subscribe|sign up|follow us|join (?:us|our)|share (?:this|on|via|it)|click (?:here|to share)|"
    r"leave a (?:comment|reply)|"
    r"post a comment|comments?\b|tags?\b|tagged|filed under|categor(?:y|ies)\b|topics?\b|photos?\b|image|picture|"
    r"file photo|advertisement|sponsored|print this|email this|copyright|©|\(c\)|all rights reserved|"
    r"get the latest|download our|"
    r"this (?:article|story|material|post) (?:was|has been|may) (?:originally|first)|the views expressed|"
    r"disclaimer|newsletter|"
    r"(?:spotted|found|noticed) (?:a |an )?(?:mistake|error|typo)|like this|loading|save my name|notify me|"
    r"your email|"
    r"abonnieren|newsletter|jetzt (?:abonnieren|anmelden|bestellen|kaufen|testen)|kommentar|teilen|schlagw[oö]rt|"
    r"foto|bild(?:quelle)?|quelle|anzeige|folge[nt]? (?:sie |uns)|tweet|facebook|twitter|whatsapp|drucken|"
    r"partager|s['’]abonner|inscrivez-vous|crédits? photo|compartir|suscr[ií]b|síguenos|seguinos|etiquetas|temas|"
    r"compartilhe|siga|receba|assine|condividi|iscriviti|"
    r"titelbild|quellenangaben?|quellen|die(?:ser|se|ses) (?:text|artikel|beitrag|interview) (?:wurde|ist|erschien)|"
    r"permalink|permalien|mots[ -]clés|keywords|release date|published (?:on|in|at)|last updated|"
    r"submit your|send (?:us )?your|write to us|have a (?:story|tip)|got a (?:story|tip)|word count|источник)\b",
)
# A block that says this anywhere near its start speaks of the site, however long it is.
_ALWAYS = re.compile(
    r"^.{0,60}(?:(?:подпи(?:сывайтесь|шитесь)|присоединяйтесь|следите)\b.{0,60}(?:канал|telegram|телеграм|дзен|"
    r"вконтакте|max|рассылк|соцсет|новост)|"
    r"follow (?:us|\S+(?: \S+){0,3}) (?:on|in) (?:twitter|x\b|facebook|instagram|telegram|whatsapp|google)|"
    r"(?:sign up|subscribe)\b.{0,40}(?:newsletter|channel|inbox|alerts|updates)|all rights reserved|"
    r"все права защищены|[—–-]\s.{1,40}\(@\w{2,20}\)|"
    r"нашли (?:ошибку|опечатку)|ctrl\s?\+\s?enter|you can unsubscribe|our (?:privacy policy|terms of)|"
    r"abonnieren sie (?:unseren|den) newsletter|gef[äa]llt (?:dir|ihnen) unser)",
    re.DOTALL,
)
_ENDS = re.compile(  # a heading after which nothing belongs to the article
    r"(?:комментари[ий]|обсуждение|читайте также|похожие|материалы по теме|по теме|другие новости|новости партн|"
    r"ещё новости|"
    r"еще новости|последние новости|главное|популярное|рекомендуем|comments?\b|leave a|related|more (?:from|on|"
    r"stories|news)|"
    r"you may|recommended|most (?:read|popular)|latest|read (?:more|next|also)|popular|trending|about the author|"
    r"kommentare?\b|mehr (?:zum|von|aus)|das könnte|weitere (?:artikel|themen|news|meldungen|beiträge)|ähnliche|"
    r"auch interessant|commentaires?|articles? (?:liés|les plus)|à lire|comentarios|notas relacionadas|te puede|"
    r"veja (?:também|mais)|leia)",
)
_DATE_LINE = re.compile(r"\d{1,2}[.:/]\d{2}|[\w.,/-]\s?(?:19|20)\d\d\b|сегодня|вчера|today|ago\b|назад", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…。！？।][\"»”“'’)\]]{0,3}$")
_LETTER = re.compile(r"[^\W\d_]")
_LINKED = 0.8  # share of links from which a line is a link
_RUNS = 2  # paragraphs after which an article runs
_NO_TEASER = 300  # characters: a summary that invites to another article is shorter
_AROUND_ASK = 220  # a longer block that begins with such words is prose about them


@dataclass(frozen=True, slots=True)
class Trimmed:
    """`paragraphs` are the article; `captions` and `cut` are kept apart."""

    paragraphs: tuple[str, ...]
    captions: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(self.paragraphs)


def trimmed(blocks: Sequence[Block], title: str) -> Trimmed:
    """The article's paragraphs among the blocks of its container."""
    captions = tuple(dict.fromkeys(block.text for block in blocks if block.mark is Mark.CAPTION))
    kept = [block for block in _without_teasers(_before_list(_until_end(blocks))) if _belongs(block)]
    kept = _without_leftovers(_from_first_prose(kept, title), title)
    texts = _unique([block.text for block in kept])
    shown = set(texts)
    others = (block.text for block in blocks if block.mark is not Mark.CAPTION)
    cut = tuple(text for text in others if text not in shown and not same_words(text, title))
    return Trimmed(tuple(texts), captions, cut)


def _until_end(blocks: Sequence[Block]) -> Sequence[Block]:
    """Up to a heading that opens comments or other articles, when most of the prose stands before it."""
    total = sum(len(block.text) for block in blocks)
    seen = 0
    for index, block in enumerate(blocks):
        if block.tag == "h1" and block.density > _LINKED and seen > _AROUND_ASK:
            return blocks[:index]  # the headline of the next article on an endless page
        heads = block.tag in HEADINGS or (block.bold > 0.8 * len(block.text))
        ends = heads and seen > 0.3 * total and len(block.text) < 60 and _ENDS.match(block.text.lower())
        if ends and not _goes_on(blocks, index):
            return blocks[:index]
        seen += len(block.text)
    return blocks


def _goes_on(blocks: Sequence[Block], index: int) -> bool:
    """Whether the article goes on below a box or a bold line: with paragraphs, and not a few beside those above."""
    heading = blocks[index]
    if not heading.apart and heading.tag in HEADINGS:
        return False
    above, below = (
        sum(len(b.text) for b in part if b.tag == "p" and _prose(b) and not b.apart)
        for part in (blocks[:index], blocks[index:])
    )
    return below > 0.3 * above


def _before_list(blocks: Sequence[Block]) -> Sequence[Block]:
    """Without a list of other articles at the end: linked headlines, each with a short text below it."""
    end, pairs = len(blocks), 0
    while end > 1:
        last, above = blocks[end - 1], blocks[end - 2]
        if last.apart or last.density > _LINKED:
            end -= 1
        elif above.density > _LINKED and not above.apart and len(last.text) < _NO_TEASER:
            pairs += 1
            end -= 2
        else:
            break
    return blocks[:end] if pairs > 1 else blocks


def _without_teasers(blocks: Sequence[Block]) -> Sequence[Block]:
    """Without what is called a lead or a summary once the article runs: it leads to another one."""
    running = [index for index, block in enumerate(blocks) if _prose(block) and not block.apart]
    if len(running) <= _RUNS or sum(blocks[index].mark is Mark.LEAD for index in running) > len(running) // 2:
        return blocks
    runs = running[_RUNS]
    return [
        block
        for index, block in enumerate(blocks)
        if index < runs or block.mark is not Mark.LEAD or len(block.text) >= _NO_TEASER
    ]


def _belongs(block: Block) -> bool:
    text = block.text
    if block.apart or not _LETTER.search(text):
        return False
    if block.density > 0.6 and (len(text) < 200 or block.tag == "li"):
        return block.tag in {"p", "blockquote"} and _is_sentence(text) and not _SENDS_AWAY.match(text.lower())
    return not (
        (len(text) < 2 * _AROUND_ASK and _ALWAYS.match(text.lower())) or (len(text) < _AROUND_ASK and _furniture(block))
    )


def _furniture(block: Block) -> bool:
    text = block.text.lstrip("«\"'([>→►▶•–—-*| ").lower()
    if _SENDS_AWAY.match(text):
        return block.density > 0.2 or not _is_sentence(text) or len(text) < 120
    asks = _ASKS.match(text)
    return asks is not None and (block.density > 0.2 or len(text) < 100 or not _is_sentence(text))


def _is_sentence(text: str) -> bool:
    return weight(text) > 40 and _SENTENCE_END.search(text[-8:]) is not None


def _prose(block: Block) -> bool:
    return block.tag not in HEADINGS and (block.size >= 80 or _is_sentence(block.text)) and block.density < 0.6


def _from_first_prose(blocks: list[Block], title: str) -> list[Block]:
    """Without the title, byline, date and section that stand before the first paragraph."""
    first = next((index for index, block in enumerate(blocks) if _prose(block)), None)
    if first is None:
        return [block for block in blocks if not same_words(block.text, title)]
    head = [block for block in blocks[:first] if _opens(block, title)]
    return head + blocks[first:]


def _opens(block: Block, title: str) -> bool:
    """A short block before the prose that is part of it: a heading or a line of its own, not a label."""
    text = block.text
    if same_words(text, title) or block.tag == "h1" or block.density > 0.3 or _DATE_LINE.search(text[:200]):
        return False
    return (
        (block.tag in HEADINGS - {"h1"} and len(text) > 15)
        or block.size > 40
        or (block.tag in {"p", "li", "blockquote"} and len(text.split()) > 3)
    )


def _without_leftovers(blocks: list[Block], title: str) -> list[Block]:
    """Without headings that head nothing and without the labels that stand after the last paragraph."""
    while blocks and not _closes(blocks[-1]):
        blocks = blocks[:-1]
    return [
        block
        for index, block in enumerate(blocks)
        if not same_words(block.text, title)
        and (block.tag not in HEADINGS or (index + 1 < len(blocks) and not _heads_higher(block, blocks[index + 1])))
    ]


def _closes(block: Block) -> bool:
    """Whether an article may end so: not with a heading, a date, a signature or a row of links."""
    if block.tag in HEADINGS or block.density >= 0.5:
        return False
    return block.tag in {"li", "blockquote", "pre", "td", "dd"} or block.size >= 80 or _ends(block.text)


def _ends(text: str) -> bool:
    return weight(text) > 15 and _SENTENCE_END.search(text[-8:]) is not None


def _heads_higher(block: Block, following: Block) -> bool:
    return following.tag in HEADINGS and following.tag <= block.tag


def same_words(text: str, title: str) -> bool:
    """Whether two lines are the same but for case, marks and spaces."""
    return bool(title) and abs(len(text) - len(title)) < 12 and bare(text) == bare(title)


@lru_cache(maxsize=64)
def bare(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _unique(texts: list[str]) -> list[str]:
    """Without the second copy of a long paragraph (a lead shown twice, a mobile copy)."""
    seen: set[str] = set()
    kept = []
    for text in texts:
        if len(text) > 60 and text in seen:
            continue
        seen.add(text)
        kept.append(text)
    return kept
