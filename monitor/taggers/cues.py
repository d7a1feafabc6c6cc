"""The words by which an article says how sure it is: phrases (see `phrases`) under the labels that `judge` reads.

Closed classes of language, not of a trade, so they stand in code beside their reader. Russian and English are full;
of the other languages the everyday words.
"""

from __future__ import annotations

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
        "намерен рассчитывать предполагать предполагаться собираться предстоять готовиться подготовить хотеть "
        "стремиться ожидаться ожидать надеяться готовый обещать пообещать нацелить собраться задумать"
    ),
    "say": (
        "сообщить сообщать сообщаться писать написать рассказать рассказывать заявить заявлять говорить отмечать "
        "отметить report reported reportedly say announce tell write"
    ),
}

CUES: dict[str, tuple[str, ...]] = {
    # what was so and is no more
    "before": (
        "раньше|прежде|ранее|некогда|когда-то|прежний|бывший|экс",
        "когда то",
        "до этого|введение|санкция|кризис|война|ухода|уход",
        "до введение|начало|уход ~2 санкция|сво|война|спецоперация|бренд|марка",
        "в прошлое|былое|докризисный|досанкционный",
        "в докризисный|досанкционный|советский время|времена",
        "в свое время",
        "лет|год|месяц назад",
        "на протяжение|течение ~3 лет|год",
        "former|formerly|previously|earlier|once|past|ex",
        "used to",
        "no longer",
        "not any more",
        "in the past",
        "years ago",
        "before ~3 sanctions|invasion|war|withdrawal",
        "previous partners|partner|brands",
        "had been",
        "früher*|zuvor|einst|ehemal*|bisher*|vormals",
        "dawniej|wcześniej|niegdyś|poprzednio|były|byłych",
        "kdysi|dříve|předtím|bývalý|dřív",
        "korábban|egykor|azelőtt|régebben|volt",
        "раніше|колись|колишн*",
        "auparavant|autrefois|jadis|ancien|anciens|avant",
        "anteriormente|antes|antaño",
        "precedenza|prima|passato",
        "antes|anteriormente",
        "aiemmin|ennen|aikaisemmin",
        "tidigare|förr",
        "varem|enne|kunagi",
        "anksčiau|seniau|buvo|buvę",
        "agrāk|iepriekš",
        "eskiden|önce|daha önce",
        "awali|zamani|hapo awali",
        "trước đây|trước đó",
        "かつて",
        "以前",
        "과거",
        "이전",
        "曾",
        "πρώην|παλαιότερα|προηγουμένως",
    ),
    # dates a report: «ранее сообщалось»
    "told": ("{say}|уточнить|уточняться|подтвердить|подтверждать|объявить|стать|известный|note|noted|confirm",),
    # what is so at the time of writing; also what undoes "before"
    "now": (
        "сейчас|теперь|ныне|сегодня|уже|снова|вновь|нынешний|текущий|по-прежнему|пока",
        "по прежнему",
        "на данный|сегодняшний момент|день",
        "в настоящее время",
        "продолжать|продолжить|продолжиться|возобновить|возобновиться|вернуться",
        "now|today|currently|already|again|still|continue|resume|restart|ongoing|presently",
        "at present|the moment",
        "jetzt|derzeit|heute|aktuell|wieder|weiterhin|nach wie vor",
        "teraz|obecnie|dziś|już|nadal",
        "nyní|dnes|teď|stále",
        "jelenleg|most|már",
        "зараз|нині|тепер|досі",
        "maintenant|désormais|actuellement",
        "ahora|actualmente|ya",
        "ora|adesso|attualmente",
        "現在",
        "현재",
        "目前",
    ),
    # what comes
    "plan": (
        "{plan}",
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
        "will|shall|'ll|plan|plans|planned|planning|intend|intends|aim|aims|hope|hopes|seek|seeks|propose|future|soon",
        "to be|become|begin|start|launch|make|build|produce|assemble|appear|go|get|come|expand",
        "is|are|was|were|be ~1 expected|scheduled|slated|due|set|poised|ready|supposed|going to",
        "get|gets|getting|prepares|prepare|preparing ~1 to|for|ready",
        "expect|expects|expected|scheduled|slated|targeted|targets|considering|considers|discuss|discusses|mull|mulls",
        "in talks|negotiations",
        "soll|sollen|plant|planen|will|wird|werden|künftig|geplant*|erwägt|prüfen|beabsichtigt|möchte",
        "ma|mają ~1 powstawać|być|produkować|ruszyć|zostać",
        "planuje|planują|zamierza|będzie|będą|zostanie|planowan*|ruszy|powstanie",
        "plánuje|plánují|bude|budou|hodlá|má|chce|chystá|plánovan*",
        "tervez*|fog|fogja|fogják|készül*|várhatóan|gyárthat*|kerülhet",
        "планує*|планують|буде|будуть|має|мають|збираєть*",
        "prévoit|prévoient|sera|seront|envisage|projette|va|vont|devrait|devraient|futur",
        "prevé|planea|será|serán|va a|producirá*|futuro",
        "prevede|sarà|saranno|intende|progetta",
        "planeja|será|pretende|deve",
        "aikoo|suunnittelee|tulee|tarkoitus",
        "planerar|ska|skall|kommer|väntas",
        "plaanib|kavatseb|hakkab|hakatakse",
        "planuoja|ketina|bus|pradės|ruošiasi",
        "plāno|būs|sāks|gatavojas|grasās",
        "planlıyor|edecek|başlayacak|üretilecek|olacak|hazırlanıyor",
        "itazalishwa|utaanza|mpango|inataka|itaanza",
        "sẽ|kế hoạch|dự kiến|chuẩn bị",
        "予定",
        "計画",
        "見込み",
        "見方",
        "예정",
        "계획",
        "방침",
        "将",
        "计划",
        "σχεδιάζει|θα|πρόκειται",
    ),
    # who is not sure
    "rumour": (
        "слух|слухи|якобы|возможно|вероятно|предположительно|наверное|похоже|видимо|инсайд*|скорее всего",
        "вероятный|предполагаемый|неподтвержденный|неофициальный|неофициально",
        "по слух|неподтвержденный|неофициальный|предварительный ~2 данные|информация|сведения",
        "источник ~3 сообщить|сообщать|рассказать|утверждать|говорить|знакомый|близкий",
        "со ссылка на ~3 источник",
        "сослаться|ссылаться на ~3 источник",
        "по ~2 данные|информация|сведения|словам|слово ~3 источник|источников",
        "источники|собеседник ~3 газета|издание|агентство|рынок|отрасль",
        "{say} ~4 телеграм|telegram|тг канал",
        "телеграм|telegram|тг канал ~6 {say}|утверждать|предполагать|назвать|выяснить|раскрыть|опубликовать",
        "телеграм|telegram|тг канал ~6 известный|известны",
        "верить ~2 сообщение|слух|источник|телеграм",
        (
            "мочь|могут|может ~1 стать|начать|начаться|взяться|наладить|собирать|выпускать|появиться|"
            "оказаться|возобновиться|занять|сменить|прийти|получить|быть|встать"
        ),
        "имя|имена|название|названия ~5 просочиться|утечь",
        "просочи*|утечк*|не исключ*|ходит слух",
        "косвенный признак",
        "речь мочь идти",
        "мочь идти о",
        (
            "rumour|rumor|rumoured|rumored|allegedly|reportedly|supposedly|purportedly|unconfirmed|"
            "speculation|probably|likely"
        ),
        "possibly|perhaps|may|might|could|apparently|presumably",
        "source|sources ~2 said|say|claim|told|familiar|close",
        "according ~1 source|sources|insider|insiders",
        "angeblich|gerücht*|vermutlich|möglicherweise|könnte|könnten|wohl|offenbar|insider*",
        "podobno|rzekomo|prawdopodobnie|może|mogą|nieoficjalnie|plotk*",
        "údajně|možná|pravděpodobně|může|prý|spekul*",
        "állítólag|talán|esetleg|feltehetően|kiszivár*",
        "нібито|можливо|ймовірно|чутк*|може|можуть|за даними джерел",
        "pourrait|pourraient|rumeur|rumeurs|selon des sources|probablement",
        "podría|podrían|rumor|rumores|posiblemente|supuestamente",
        "potrebbe|potrebbero|voci|forse|probabilmente",
        "saattaa|voisi|huhu*|mahdollisesti",
        "kan|kunde|rykte*|möjligen|eventuellt",
        "belki|iddia*|söylenti*|olabilir",
        "見方が出",
        "とみられ",
        "可能性",
        "가능성",
        "알려졌",
        "传闻",
        "可能",
    ),
    # who knows: takes "rumour" of a channel back
    "official": (
        "телеграм|telegram|тг канал ~2 {office}",
        "{office} ~3 телеграм|telegram|тг канал|аккаунт",
        "пресс-служб*|официальный|официально",
        "пресс служба",
        "press service|office|release|statement",
        "officially|official",
    ),
    # what is not so
    "denied": (
        "опроверг*|опроверж*|опровергать|отрицать|отвергнуть|отвергать|дезинформация|фейк|вымысел|неправда|утка",
        "не соответствовать|соответствующий ~3 действительность",
        (
            "не планировать|собираться|намеренный|намереный|будет|будут|станет|станут|выпускать|собирать|"
            "производить|рассматривать"
        ),
        "не иметь отношение",
        "нет|отсутствовать ~2 план|планы|намерение|договоренность",
        "deny|denies|denied|refute|refuted|dismiss|dismissed|rejected|untrue|false|fake",
        "not|n't|never ~2 plan|planning|assemble|produce|make|build|intend|consider",
        "no plan|plans|intention|talks|agreement",
        "dementier*|bestreitet|zurückgewiesen|widersprach*",
        "zaprzecz*|zdementow*|nie planuje|nie będzie",
        "popřel*|vyvrátil*|neplánuje|nebude",
        "cáfol*|tagad*|nem tervez*|nem fog*",
        "спростув*|заперечи*|не планує*",
        "dément*|démenti|niega|desmiente|desmintió|smentisce|smentito|nega|desmente",
        "否定",
        "부인",
        "否认",
    ),
    # looks like a denial and is none
    "unsaid": (
        (
            "не ~1 подтвердить|подтверждать|подтверждаться|подтвердиться|комментировать|прокомментировать|"
            "раскрывать|раскрыть|назвать|называть|уточнить|уточнять|ответить|отвечать|исключать|исключить|"
            "опровергать|опровергнуть|отрицать|сказать|знать"
        ),
        "отказаться|отказываться ~2 комментарий|комментировать|ответ",
        (
            "not|n't|nor|never|declined|refused|without ~2 confirm|confirmed|comment|disclose|disclosed|name|"
            "named|deny|denied|rule|say|specify|reveal"
        ),
        "declined|refused to comment",
        "no|without comment|confirmation",
    ),
    # what stopped
    "ended": (
        "{end} ~3 {make}|работа|сотрудничество|контракт|партнерство|поставка|выпускать|собирать",
        (
            "{make} ~6 прекратить|прекратиться|прекращать|прекращен*|приостановить|приостановлен*|остановить|"
            "остановлен*|остановиться|свернуть|свернут*|завершить|завершен*|закончить"
        ),
        "{make} & свернуть|прекратить|приостановить|остановить|завершить",
        "отказаться|отказываться от ~4 {make}|модель|марка|бренд",
        "уйти|уходить|покинуть|расстаться|проститься|распроститься ~2 с|россия|рынок|завод|конвейер|площадка",
        "{end} ~4 {make}|cars|models|cooperation",
        "{make} ~5 stopped|halted|suspended|ceased|ended|discontinued|terminated|over",
        "last ~3 car|vehicle|unit ~3 left|rolled|produced|assembled",
        "leave|left|quit|exit|withdrew|withdraw|withdrawn|pulled ~3 russia|market|plant|country",
        "eingestellt|beendet|gestoppt|verlassen|ausgestiegen",
        "wstrzyma*|zakończ*|wycofa*|przerwa*",
        "ukonči*|zastavi*|opusti*|přeruši*",
        "leáll*|felfüggeszt*|befejez*|kivonul*",
        "зупини*|припини*|призупини*|згорну*",
        "cessé|arrêté|suspendu|quitté",
        "cesó|detuvo|suspendió|abandonó",
        "cessato|sospeso|fermato|lasciato",
        "lopett*|keskeytt*|stoppa*|lõpeta*|peata*|sustabd*|nutrauk*|apturē*|pārtrauc*",
        "durdur*|son verdi",
        "停止",
        "撤退",
        "止めて",
        "멈춘",
        "중단",
        "철수",
        "停产",
    ),
    # a condition
    "if": (
        "если|при условие|в случай|бы",
        "if|unless|provided|subject to|would",
        "wenn|falls|jeśli|pokud|ha|якщо|si|se|jos|om",
    ),
    # who may buy or certify: an intention on paper
    "paper": (
        "тендер|тендерный|закупка|одобрение|росстандарт|сертификат|сертификация",
        "одобрение тип",
        "tender|procurement|homologation|certificate",
        "type approval",
    ),
}
GROUPS["office"] = (
    "предприятие завод компания холдинг автопроизводитель производитель губернатор пресс-служба "
    "правительство министерство "
    "минпромторг глава factory plant company governor"
)
