"""The words by which an article says how sure it is: phrases (see `phrases`) under the labels that `judge` reads.

Closed classes of language, not of a trade, so they stand in code beside their reader. Russian and English are full;
of the other languages the everyday words.
"""

from __future__ import annotations

from .cues_other import OTHER

GROUPS = {
    "make": (
        "собирать собрать выпускать выпустить производить произвести делать сделать изготавливать изготовить "
        "собираться выпускаться производиться выпуск производство сборка серия конвейер изготовление "
        "produce production make manufacture manufacturing assemble assembly build output line"
    ),
    "made": (
        "собирать выпускать производить делать изготавливать выпускаться производиться изготавливаться "
        "собираться продаваться сходить сойти"
    ),
    "end": (
        "прекратить прекращать прекратиться прекращаться прекращение приостановить приостанавливать приостановка "
        "остановить остановиться останавливать остановка свернуть сворачивать завершить завершение закончить "
        "закончиться отказаться уйти покинуть расстаться проститься "
        "stop halt suspend suspension cease end discontinue terminate wind abandon"
    ),
    "plan": (
        "планировать планироваться запланировать запланированный планировавшийся намереваться намереный намеренный "
        "намерен рассчитывать предполагать предполагаться предстоять готовиться хотеть замышлять метить "
        "стремиться ожидаться ожидать надеяться готовый обещать пообещать нацелить нацелиться задумать пожелать"
    ),
    "say": (
        "сообщить сообщать сообщаться писать написать рассказать рассказывать заявить заявлять говорить отмечать "
        "отметить report reported reportedly say announce tell write"
    ),
}
GROUPS["office"] = (
    "предприятие завод компания холдинг автопроизводитель производитель губернатор пресс-служба "
    "правительство министерство "
    "минпромторг глава factory plant company governor"
)

_RU: dict[str, tuple[str, ...]] = {
    # what was so and is no more
    "before": (
        "раньше|прежде|ранее|некогда",
        "когда то",
        "до этого|санкция|кризис|война|ухода|уход",
        "до введение|начало|уход ~2 санкция|сво|война|спецоперация|бренд|марка",
        "в прошлое|былое",
        "докризисный|досанкционный|довоенный|советский время|времена|год|период",
        "не ~1 собирать|выпускать|делать|производить",
        "в свое время",
        "лет|год|месяц назад",
        "на протяжение|течение ~3 лет|год",
        "собиравш*|выпускавш*|производивш*|сотрудничавш*|делавш*|изготавливавш*",
        "в те|девяностые|нулевые|2000-е|1990-е|десятые ~1 год|времена",
        "до конец|начало|весна|лето|осень|зима|март|апрель ~2 2022|2014",
        "прежде чем",
        "много|долгий ~1 лет|год|время",
        "начинать|начинал* ~3 с",
    ),
    # a name's own past: it must stand right before the name
    "former": (
        "прежний|бывший|экс|былой|старый|ушедш*|вместо|взамен|уход|лишиться|потерять|утратить|заменить",
        "на смена|место",
    ),
    # something begun then is so still
    "begun": (
        "начать|начинать|начаться|стартовать|запустить|запуск|первый|освоить|взяться|заработать|старт",
    ),
    # dates a report: «ранее сообщалось»
    "told": (
        "ранее|раньше в|на|сегодня ~1 этот|прошлый|месяц|неделя",
        "{say}|уточнить|уточняться|подтвердить|подтверждать|объявить|стать|известный",
    ),
    # what is so at the time of writing; also what undoes "before"
    "now": (
        "сейчас|теперь|ныне|сегодня|уже|снова|вновь|нынешний|текущий|по-прежнему|пока",
        "по прежнему",
        "на данный|сегодняшний момент|день",
        "к настоящее момент|время",
        "в настоящее время",
        "продолжать|продолжить|продолжиться|возобновить|возобновиться|вернуться",
    ),
    # what comes
    "plan": (
        "{plan}",
        (
            "собираться|собраться|подготовиться ~4 выпускать|собирать|производить|делать|начать|запустить|построить|"
            "строить|открыть|наладить|возвести|освоить|вложить|возобновить|вернуться|стать|представить|показать|"
            "поставлять|продавать|организовать|закупить|создать|развивать|взяться|выпустить|собрать|увеличить"
        ),
        "план|намерение|перспектива|плановый|предстоящий|будущий|скоро|вскоре",
        "мочь ~1 начать|начаться|появиться|стать|выпускать|собирать",
        "будет|будут|станет|станут|начнет|начнут|появится|появятся|встанет|встанут|запустит|запустят|наладит|наладят",
        "должен|должный|должно|должны|придется|намечен*|намечать*|намерев*|хочет|хотят|хотел*",
        "в планах",
        "в будущем",
        "в ближайший|следующий|скорое время|год|месяц|неделя|квартал",
        "со следующий год|месяца|месяц",
        "к конец ~1 год|месяц|квартал",
        "до конец ~1 год|месяц|квартал",
        "на очередь",
        "вести переговоры",
        "идти|вестись переговоры",
        "обсуждать*|обсужда*|рассматрива*|изучает|изучают|прорабатыва*",
        "тендер|госзакупка",
        "готовить к ~3 запуск|выпуск|производство|сборка",
    ),
    # who is not sure
    "rumour": (
        "слух|слухи|якобы|возможно|вероятно|предположительно|наверное|похоже|видимо|инсайд*",
        "скорее весь",
        "вероятный|предполагаемый|неподтвержденный|неофициальный|неофициально",
        "по слух|неподтвержденный|неофициальный|предварительный ~2 данные|информация|сведения",
        "источник ~3 сообщить|сообщать|рассказать|утверждать|говорить|знакомый|близкий",
        "со ссылка на ~3 источник",
        "сослаться|ссылаться на ~3 источник",
        "по ~2 данные|информация|сведения|словам|слово ~3 источник|источников",
        "источники|собеседник ~3 газета|издание|агентство|рынок|отрасль",
        "{say} ~4 телеграм|telegram|тг ~1 канал",
        "телеграм|telegram|тг ~1 канал ~6 {say}|утверждать|предполагать|назвать|выяснить|раскрыть|опубликовать",
        "телеграм|telegram|тг ~1 канал ~6 известный|известны",
        "верить ~2 сообщение|слух|источник|телеграм",
        (
            "мочь|могут|может ~1 стать|начать|начаться|взяться|наладить|собирать|выпускать|появиться|"
            "оказаться|возобновиться|занять|сменить|прийти|получить|быть|встать"
        ),
        "имя|имена|название|названия ~5 просочиться|утечь",
        "просочи*|утечк*",
        "не исключ*",
        "намек*|намекать|намекнуть|догадка|полагают",
        "эксперт|аналитик|наблюдатель|сми|издание|блогер ~2 полагать|предполагать|подозревать|догадываться",
        "косвенный признак",
        "речь мочь идти",
        "мочь идти о",
    ),
    # who knows: takes "rumour" of a channel back
    "official": (
        "телеграм|telegram|тг ~1 канал ~2 {office}",
        "{office} ~3 телеграм|telegram|тг|аккаунт",
        "пресс-служб*|официальный|официально",
        "пресс служба",
    ),
    # what is not so
    "denied": (
        "опроверг*|опроверж*|опровергать|отрицать|отвергнуть|отвергать|дезинформация|фейк|вымысел|неправда|утка",
        "выдумка|выдумать|небылица|домысел|ложь",
        "не ~1 придет|придут|вернется|вернутся|появится|появятся|встанет|встанут|соберут|переедет|переедут",
        "никакой ~1 план|переговоры|договоренность|намерение|контракт",
        "беспочвенный|безосновательный|ложный",
        "не соответствовать|соответствующий ~3 действительность",
        "не вести|вестись переговоры",
        "переговоры & не вестись|вести",
        "передумать|раздумать",
        "отказаться|отказываться от ~2 план|идея|намерение|замысел|строительство",
        (
            "не планировать|планироваться|предполагаться|рассматриваться|собираться|намеренный|намереный|будет|будут|"
            "станет|станут|выпускать|собирать|производить|рассматривать"
        ),
        "не иметь отношение",
        "нет|отсутствовать ~2 план|планы|намерение|договоренность",
    ),
    # looks like a denial and is none
    "unsaid": (
        (
            "не ~1 подтвердить|подтверждать|подтверждаться|подтвердиться|комментировать|"
            "прокомментировать|раскрывать|раскрыть|назвать|называть|уточнить|уточнять|ответить|отвечать|"
            "исключать|исключить|опровергать|опровергнуть|отрицать|сказать|знать"
        ),
        "отказаться|отказываться ~2 комментарий|комментировать|ответ",
    ),
    # hearsay, though somebody was asked
    "unconfirmed": (
        "не ~1 подтвердить|подтверждать|подтверждаться|подтвердиться",
    ),
    # what stopped
    "ended": (
        "расторгнуть|разорвать|истечь ~4 контракт|договор|соглашение",
        "контракт|договор|соглашение ~5 расторг*|истек*|разорв*|закончил*|завершил*",
        "перестать|переставать ~4 {make}|выпускать|собирать",
        "снять|снят*|снимать ~3 производство|конвейер",
        "больше не",
        "{end} ~3 {make}|работа|сотрудничество|контракт|партнерство|поставка|выпускать|собирать",
        (
            "{make} ~6 прекратить|прекратиться|прекращать|прекращен*|приостановить|приостановлен*|"
            "остановить|остановлен*|остановиться|свернуть|свернут*|завершить|завершен*|закончить"
        ),
        "{make} & свернуть|прекратить|приостановить|остановить|завершить",
        "отказаться|отказываться от ~4 {make}|модель|марка|бренд",
        "уйти|уходить|покинуть|расстаться|проститься|распроститься ~2 с|россия|рынок|завод|конвейер|площадка",
        "партнер|бренд|марка|концерн ~4 уйти|ушедший|отказаться|сбежать",
        "из|с россия|рынок|завод|конвейер|площадка ~1 уйти|уходить|исчезнуть|пропасть",
        "сборка|выпуск|производство ~5 закончить|закончен*|свернуть|свернуто",
    ),
    # what stands still for a while and goes on
    "paused": (
        (
            "приостановить|приостановлен*|остановить|остановлен*|встать|вставать|прервать|простой ~4 "
            "на ~2 неделя|день|месяц|сутки|час"
        ),
        "временно|временный",
        (
            "до конец|начало|середина ~1 месяц|январь|февраль|март|апрель|май|июнь|июль|август|"
            "сентябрь|октябрь|ноябрь|декабрь"
        ),
        "на ~2 неделя|день|месяц|сутки ~4 приостановить|приостановлен*|остановить|остановлен*|встать|вставать",
    ),
    # a condition
    "if": (
        "если|бы",
        "при условие",
        "в случай",
    ),
    # who may buy or certify: an intention on paper
    "paper": (
        "тендер|тендерный|закупка|одобрение|росстандарт|сертификат|сертификация",
        "одобрение тип",
    ),
}

_EN: dict[str, tuple[str, ...]] = {
    "before": (
        "formerly|previously|earlier|once|prior|pre-war|pre-sanctions",
        "until|before ~2 recently|sanctions|invasion|war|withdrawal|then|that|exit|departure",
        "before ~3 left|withdrew|leaving|pulling",
        "in ~1 old|soviet|past|better days|times|years",
        "used to",
        "no longer",
        "not any more",
        "in the past",
        "years ago",
        "before ~3 sanctions|invasion|war|withdrawal",
        "had been",
        "for ~2 years|decades",
        "had ~2 built|assembled|made|produced|manufactured",
        "back when",
    ),
    "was made": (
        "was|were ~3 assembled|produced|built|made|manufactured",
        "plant|factory|site|facility|company|it|which ~2 built|assembled|produced|made|manufactured|hosted",
        "hosted|housed ~4 lines|assembly|production",
    ),
    "former": (
        "former|ex|previous|past|erstwhile|departed|lost|replacing|replaced|replace",
        "instead|departure|exit|loss|withdrawal of",
        "substitute|substitutes|replacement|replacements for",
    ),
    "begun": (
        "begin|start|launch|launched|began|started|first|since",
    ),
    "now": (
        "now|today|currently|already|again|still|continue|resume|restart|ongoing|presently",
        "at present|the moment",
    ),
    "told": (
        "report|announce|say|tell|write|note|noted|confirm",
        "earlier in|this|today|on",
    ),
    "plan": (
        (
            "will|shall|'ll|plan|plans|planned|planning|intend|intends|aim|aims|hope|hopes|seek|seeks|"
            "propose|future|soon"
        ),
        "to be|become|begin|start|launch|make|build|produce|assemble|appear|go|get|come|expand",
        "is|are|was|were|be ~1 expected|scheduled|slated|due|set|poised|ready|supposed|going",
        "get|gets|getting|prepares|prepare|preparing ~1 to|for|ready",
        (
            "expect|expects|expected|scheduled|slated|targeted|targets|considering|considers|discuss|"
            "discusses|mull|mulls"
        ),
        "in talks|negotiations",
        "tender|tenders|procurement",
        "should|shall ~1 begin|start|resume|restart|leave|come|follow|take|go|reach|arrive|open|be|roll|appear",
        "pencilled|penciled in",
    ),
    "rumour": (
        (
            "rumour|rumor|rumoured|rumored|allegedly|reportedly|supposedly|purportedly|unconfirmed|"
            "speculation|probably|likely"
        ),
        "hint|hints|hinted|hinting",
        "possibly|perhaps|may|might|could|apparently|presumably",
        "source|sources|insider|insiders ~2 said|say|claim|told|tell|familiar|close",
        "leak|leaks|leaked",
        "according ~1 source|sources|insider|insiders",
    ),
    "official": (
        "press service|office|release|statement",
        "officially|official",
    ),
    "denied": (
        "deny|denies|denied|refute|refuted|dismiss|dismissed|rejected|untrue|false|fake",
        "not|n't|never ~2 plan|planning|assemble|produce|make|build|intend|consider",
        "no plan|plans|intention|talks|agreement",
    ),
    "unconfirmed": (
        "not|n't|nor|never|declined|refused ~2 confirm|confirmed",
        "neither ~8 confirm|confirmed|confirms",
        "unconfirmed",
    ),
    "unsaid": (
        (
            "not|n't|nor|never|declined|refused|without ~2 confirm|confirmed|comment|disclose|disclosed|"
            "name|named|deny|denied|rule|say|specify|reveal"
        ),
        "declined|refused to comment",
        "no|without comment|confirmation",
    ),
    "ended": (
        "{end} ~4 {make}|cars|models|cooperation",
        "{make} ~9 stopped|halted|suspended|ceased|ended|discontinued|terminated|over",
        "last ~3 car|vehicle|unit ~3 left|rolled|produced|assembled",
        "leave|left|quit|exit|withdrew|withdraw|withdrawn|pulled ~2 russia|market|country",
        "project|projects|models|brands ~3 stopped|suspended|halted|ended|gone|left|abandoned",
        "gone|departed ~1 from|since",
        "left back|last|already",
        "walk|walks|walked away",
        "pull|pulls|pulled out",
        "last|final ~1 brands|brand|models|model|cars|kits",
    ),
    "paused": (
        "temporarily|temporary",
        "for ~2 days|weeks|week|month|months",
    ),
    "if": (
        "if|unless|would",
    ),
    "paper": (
        "tender|procurement|homologation|certificate",
        "type approval",
    ),
}

CUES = {"ru": _RU, "en": _EN, "": OTHER}
"""By language; "" for all that have no list of their own."""
