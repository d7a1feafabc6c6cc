"""Words of the news that name one thing in Russian and in English, beyond what sounds alike.

Only general things that events are made of (countries, offices, disasters, courts, trade, sport, works and days);
names and terms of a trade come through `monitor.knowledge`. Our own list, written down by subject. One line a concept:
Russian beginnings of words, a slash, English ones; a dot closes a whole word. What is written large stands first.
"""

from __future__ import annotations

_PLACE_LINES = """
сша. америк/ america usa. us. u.s
росси/ russia
украин/ ukrain
китай. китая. китае. китаю. китаем. китайск кнр./ china. chinese
япони японск/ japan
корея. кореи. корее. корею. корейск/ korea
инди. индия. индии. индию. индией. индийск/ india. indian
индонез/ indones
великобритан британ англи английск/ britain. british. uk. england. english
шотланд/ scot. scotland scottish scots.
ирланд/ ireland irish
франц/ france. french.
герман. германия. германии. германию. германией. немецк/ germany. german. germans.
итали итальян/ italy. italian
испан/ spain spanish
португал/ portug
польш польск поляк/ poland polish
турци турецк/ turkey. turkish turk. turks.
греци греческ/ greece greek
израил/ israel
иран. ирана. иране. ирану. иранск/ iran
ирак/ iraq
сири. сирия. сирии. сирию. сирией. сирийск/ syria
египет египт/ egypt
бразил/ brazil
мексик/ mexic
канад/ canad
австрал/ austral
казахстан/ kazakh
белорус беларус/ belarus
грузи. грузия. грузии. грузию. грузинск/ georgia.
армен армян/ armeni
азербайдж/ azerbai
литв литовск/ lithuan
латви латыш/ latvi
эстон/ eston
швец шведск/ swed
норвег норвеж/ norw
финлянд финск/ finland finnish
швейцар/ switzerland swiss
австри/ austri
венгр венгер/ hungar
чехи чешск/ czech
европ/ europ
евросоюз ес./ eu. eu's
африк/ africa
пакистан/ pakist
афган/ afghan
москв московск/ moscow
пекин/ beijing
лондон/ london
париж/ paris
киев/ kiev kyiv
вашингтон/ washington
"""
_LINES = """
европейск/ european
оон. ооновск/ un. u.n
ядерн/ nuclear
северн север/ north
южн юг. юга. юге. югу/ south
восток восточн/ east
запад западн/ west
понедельник/ monday
вторник/ tuesday
среду. среда. среды. средам./ wednesday
четверг/ thursday
пятниц/ friday
суббот/ saturday
воскресен/ sunday
январ/ january jan.
феврал/ february feb.
март. марта. марте. марту./ march.
апрел/ april
июн/ june
июл/ july
август/ august.
сентябр/ september sept.
октябр/ october oct.
ноябр/ november nov.
декабр/ december dec.
неделя. недели. неделе. неделю. недель./ week
месяц/ month
вторая. второй. второго. второе. вторую. второму./ second.
первый. первая. первое. первого. первую. первой. впервые./ first.
три. трех. трое. троих. третий. третья. третье. третьего. третью./ three. third.
четыр четверо четверт/ four. fourth.
пять. пяти. пятеро. пятый. пятая. пятого. пятую./ five. fifth.
шесть. шести. шестеро. шестой. шестого./ six. sixth.
семь. семи. семеро. седьмой. седьмого./ seven. seventh.
восемь. восьми. восьмой. восьмого./ eight. eighth.
девять. девяти. девятый. девятого./ nine. ninth.
десять. десяти. десятый. десятого./ ten. tenth.
сто. сотни. сотен. сотня./ hundred
тысяч тыс./ thousand
миллион млн./ million mln. m.
миллиард млрд./ billion bln. bn.
вдвое. удво двойн/ double
половин/ half.
президент/ president
премьер/ premier. prime.
министр министерств/ minister ministry
правительств/ government
парламент/ parliament
сенат/ senat
депутат/ deputy. deputies. lawmaker mp. mps.
губернатор/ governor
мэр. мэра. мэру. мэром. мэрия. мэрии. мэрию./ mayor
посол. посла. послу. послом. посольств/ ambassador embassy
король. короля. королю. королев/ king. queen. royal
выбор. выборы. выборов. выборах. выборам. избира/ election elect. elected
голосов голосу проголос/ vote. votes. voted voting voter poll. polls.
кандидат/ candidate
республикан/ republican
демократ/ democrat
партия. партии. партию. партией. партийн/ party. parties.
закон. закона. законе. закону. законы. законом. законопроект/ law. laws. bill. legislation
суд. суда. суде. суду. судом. судебн судь/ court judge. trial
адвокат юрист/ lawyer attorney
прокур обвинен/ prosecut charge. charges. charged accus
иск. иска. иски. иском./ lawsuit sue. sues. sued suing
пригов осуд осужд/ sentenc convict verdict
арест задерж/ arrest detain
тюрьм тюрем колони. колонии. колонию. заключ/ prison jail
полиц/ police
следств следов расслед/ investigat inquiry probe
преступ/ crime criminal
убий убит убил/ murder kill
погиб жертв смерт умер/ dead. death die. died. dies. victim
ранен пострадав/ injur wound
насил/ violen rape. raped. assault
застрел стрел перестрел/ shoot shot. shooting gunman
взрыв/ explo blast bomb
пожар/ fire. fires. blaze
терро/ terror
оруж/ weapon arms. gun. guns.
войн военн/ war. wars. military
войск арми/ troops army. force. forces.
ракет/ missile rocket
самолет авиа/ plane. planes. aircraft airline flight
аэропорт/ airport
поезд железнодорож/ train. trains. railway
корабл судно. судна. суда. судов./ ship. ships. vessel
авари дтп. крушен/ crash accident
наводн потоп/ flood
землетряс/ earthquake quake
цунами/ tsunami
ураган тайфун/ hurricane typhoon storm
погод прогноз/ weather forecast
дожд ливн ливень/ rain
снег. снега. снежн/ snow
вод. вода. воды. воде. воду. водой./ water
море. моря. морю. морск океан/ sea. ocean
остров/ island
рек. река. реки. реке. реку./ river
горный гор. гора. горы. горе./ mountain
лес. леса. лесу. лесн/ forest
животн/ animal
собак/ dog. dogs.
рыб/ fish
женщин женск/ woman women
мужчин мужск/ man. men.
ребен дети. детей. детск детям/ child kid. kids.
девоч девушк/ girl
мальчик/ boy. boys.
мать. матери. матер мам. мама. мамы./ mother mom.
отец. отца. отцу. отцом./ father
сын. сына. сыну. сыном. сыновья./ son. sons.
дочь. дочери. дочер/ daughter
семь. семья. семьи. семье. семью. семей./ family families
школ/ school
студент учащ ученик/ student pupil
университет/ university
учител преподав/ teacher
врач доктор медик/ doctor medic physician
больниц госпитал/ hospital
здоров здравоохран/ health
болезн заболев/ disease illness
рак. рака. раком./ cancer
вакцин привив/ vaccin
вирус/ virus
лекарств препарат/ drug. drugs. medicine
пациент/ patient
учен исследоват исследован/ scientist research study. studies.
космос космич/ space.
деньг денег денеж/ money
доллар/ dollar $
рубл/ ruble rouble
евро./ euro. euros.
цена. цены. цене. цену. ценой. цен. ценам./ price
налог пошлин/ tax. taxes. tariff
бюджет/ budget
банк. банка. банки. банков. банке. банку./ bank. banks.
акция. акции. акций. акциям. акционер/ share. shares. shareholder stock. stocks.
рынок рынк рыноч/ market
торг. торговл торгов/ trade
прибыл/ profit
убыт/ loss. losses.
экономик экономич/ economy economic
санкци/ sanction
компани/ company companies firm
завод фабрик/ plant. plants. factory factories
производ выпуск выпуст/ produc output manufactur
сборк собир/ assembl
автомобил машин авто./ car. cars. vehicle automo
грузовик грузов/ truck
электромобил электрич электрокар/ electric ev. evs.
продаж прода/ sale. sales. sell sold
покуп купить. купил/ buy. buys. buyer purchas bought
инвест/ invest
работник рабоч сотрудник/ worker employee staff
работ/ job. jobs. work. works. working
зарплат/ salary wage
забастов/ strike.
увол/ fired. dismiss sack. sacked
отставк/ resign
назнач/ appoint
соглаш договор/ agreement deal. deals. treaty
переговор/ talks. negotiat
встреч/ meet. meeting meets. met.
визит/ visit
сотрудничеств/ cooperat partner
партнер/ partner
протест митинг/ protest rally
беженц мигрант/ refugee migrant
гражданин граждан/ citizen
церк церков/ church
фильм. фильма. фильме. фильмы. кино./ film. films. movie cinema
актер актрис/ actor actress
певец певиц/ singer
песн музык/ song. songs. music
концерт/ concert
книг/ book. books.
писател/ writer author
художник картин/ artist painting
музей музе/ museum
фестивал/ festival
матч игра. игры. игре. игру. игрок/ match. game. games. player
команд сборн/ team. squad
гол. гола. голы. голов./ goal
побед выигр/ win. wins. winner won. victory
пораж проигр/ defeat lose. loses. lost.
чемпион/ champion
кубок кубк/ cup.
турнир/ tournament
тренер/ coach manager
клуб/ club
лиг. лига. лиги. лиге. лигу./ league
стадион/ stadium
финал/ final. finals.
футбол/ football soccer
хокке/ hockey
теннис/ tennis
олимп/ olymp
гонк гонщ/ race. races. racing
мир. мира. мире. миру. мировой. мирового. мировом./ world
город города городе город/ city cities town
област регион/ region
стран/ country countries
деревн сел. село. села. селе./ village
жител/ resident
дом. дома. доме. дому. домов. жиль/ house. houses. home. homes. housing
дорог/ road
мост. моста. мосту./ bridge
строит строен/ build construct
открыт откры/ open. opens. opened opening
закры/ close. closes. closed closing shut
начал начат начин запус запущ/ start. starts. started launch begin began
прекра останов приостанов/ stop. stops. stopped halt suspend
план. планы. планир/ plan. plans. planned
проект/ project
снима. запрет запрещ/ ban. bans. banned prohibit
обещ/ promis
отказ/ refus reject
отриц опроверг/ deny denies denied dismisses
обвин/ accus blame
извин/ apolog
критик/ critici
скандал/ scandal
секрет тайн/ secret
сексуальн/ sexual sex.
интернет/ internet online
сайт/ website site.
приложен/ app. apps. application
компьютер/ computer
телефон смартфон/ phone smartphone
газ. газа. газу. газов газопровод/ gas.
нефт/ oil. petrol
энерг электроэнерг/ energy power.
уголь угля угольн/ coal
авиабилет билет/ ticket
турист/ tourist
отель гостиниц/ hotel
ресторан/ restaurant
пищ продукт пита/ food
пиво. пива. пивом./ beer
вино. вина. вином./ wine
возраст/ age. aged
рекорд/ record.
опрос/ survey poll.
доклад отчет/ report.
письм/ letter
реклам/ advert ad. ads.
газет/ newspaper
журнал/ magazine
телеканал телевид/ tv. television
пенси/ pension retire
помощ помог/ aid. help
спас/ rescue save. saved survivor
поиск разыск/ search
угроз угрож/ threat
опасн/ danger
безопасн/ safety security
границ погранич/ border
миграц иммигра/ immigra migration
оппозиц/ opposition
лидер/ leader lead. leads.
глав. глава. главы. главе. главу. главой./ head. chief
директор/ director ceo.
советник/ adviser advisor
историк истор/ history historian
юбиле годовщин/ anniversary jubilee
преми наград/ award prize
королевск/ royal
"""


def _slug(english: str) -> str:
    return "".join(english.split()[:1]).rstrip(".")


PLACES = frozenset(_slug(line.partition("/")[2]) for line in _PLACE_LINES.strip().split("\n"))


def _index() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in (_PLACE_LINES + _LINES).split("\n"):
        russian, _, english = line.partition("/")
        slug = _slug(english)
        for beginning in (russian + " " + english).split():
            found.setdefault(beginning, slug)
    return found


_BEGINNINGS = _index()


def _sizes() -> dict[str, tuple[int, ...]]:
    """By their first two letters, how long the beginnings are, the longest first: most words are none of them."""
    found: dict[str, set[int]] = {}
    for beginning in _BEGINNINGS:
        found.setdefault(beginning[:2], set()).add(len(beginning))
    return {start: tuple(sorted(sizes, reverse=True)) for start, sizes in found.items()}


_SIZES = _sizes()


def concept(word: str) -> str:
    """The slug of the concept that a normal word (lower case, ё as е) names, or ""; the longest beginning wins."""
    whole = _BEGINNINGS.get(word + ".")
    if whole:
        return whole
    for size in _SIZES.get(word[:2], ()):
        slug = _BEGINNINGS.get(word[:size])
        if slug and size <= len(word):
            return slug
    return ""
