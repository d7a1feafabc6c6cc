"""Closed classes of words that discovery asks for, in normal form; Russian and English words are lemmas.

What belongs to a trade (its products, what a maker is called) is in the pack; here is what news of any trade have.
"""

from __future__ import annotations

from monitor.lang.words import word_set

MAKING = word_set(
    "производство выпуск сборка автосборка собирать собрать выпускать выпустить производить произвести делать сделать "
    "изготавливать изготовление запуск конвейер локализация локализовать освоить освоение "
    "production assembly assemble produce manufacture manufacturing build building make making localization "
    "localisation produktion montage montieren fertigung gamyba produkcja montaż"
)
OUTPUT = word_set(
    "производство выпуск сборка автосборка изготовление конвейер локализация "
    "production assembly manufacture manufacturing localization localisation produktion montage fertigung"
)
MODEL = word_set(
    "модель модификация линейка семейство комплектация поколение версия model version lineup range generation modell "
    "modelle modele"
)
NAMED = word_set(
    "название наименование имя называть назвать именовать зарегистрировать товарный знак тм called named name dubbed "
    "trademark registered"
)
PLACED = word_set("электрический легковой грузовой коммерческий electric passenger commercial light heavy")
NATIONS = word_set(
    "китайский корейский южнокорейский японский немецкий германский американский французский итальянский чешский "
    "шведский турецкий индийский иранский британский английский европейский белорусский узбекский российский "
    "отечественный датский испанский голландский вьетнамский малайзийский польский азиатский западный иностранный "
    "зарубежный новый собственный "
    "chinese korean japanese german american french italian czech swedish turkish indian iranian british english "
    "european belarusian uzbek danish spanish dutch vietnamese malaysian polish asian western foreign"
)
PARTNERS = word_set("партнер partner")
DEALS = word_set(
    "соглашение контракт сотрудничество договор договориться договоренность переговоры партнерство совместный "
    "совместно кооперация альянс меморандум сотрудничать agreement contract partnership cooperation deal talk talks "
    "alliance memorandum venture together team"
)
COUNTED = word_set("тысяча тыс экземпляр штука единица")
SHARES = word_set("прийтись приходиться доля account")
FILLERS = word_set("частности числе прочего сегодня теперь уже сейчас также пока же today now also mainly notably")
WITH = word_set("с со with mit z")
MEDIA = word_set(
    "агентство издание газета портал журнал телеканал канал сайт ресурс телеграм telegram медиа пресса интернет блог "
    "агрегатор обозреватель newspaper agency portal magazine channel daily website outlet news journal blog "
    "correspondent tv radio радио"
)
SOURCES = word_set("ссылка данные информация сведение слово according citing reference цитировать")
TITLES = word_set(
    "президент вице-президент губернатор вице-губернатор министр премьер глава директор гендиректор руководитель "
    "начальник "
    "основатель председатель депутат эксперт аналитик журналист заместитель замминистра управляющий владелец "
    "акционер мэр блогер представитель собеседник топ-менеджер инженер дизайнер господин "
    "president governor minister premier head director chief ceo chairman chairwoman founder manager deputy "
    "spokesman spokeswoman spokesperson expert analyst journalist mayor mr mrs ms dr owner executive engineer "
    "designer secretary senator professor sir"
)
BODIES = word_set(
    "university institute ministry duma committee center centre federation government commission agency council "
    "association academy court bank fund forum club theatre museum street avenue square airport port university "
    "polytech polytechnic union party league cup city town village river sea region district province county state "
    "университет институт министерство комитет центр федерация правительство комиссия совет ассоциация академия "
    "суд банк фонд форум клуб театр музей улица проспект площадь аэропорт порт политех союз партия лига кубок город "
    "поселок село деревня река море район область край республика страна округ остров арена стадион фестиваль премия "
    "выставка салон чемпионат турнир отель гостиница ресторан магазин аптека школа госкорпорация фонд фильм роман "
    "песня группировка"
)
SUPPLIERS = word_set(
    "дистрибьютор дилер импортер distributor dealer importer "
    "поставщик автокомпонент компонент разработчик подрядчик логистический supplier developer contractor "
    "components parts engineering software tyre tire battery батарея шина аккумулятор"
)
FIRMS = word_set(
    "автозавод автокомпания автосборщик ооо ао оао зао пао гк компания фирма холдинг предприятие завод корпорация "
    "группа company firm"
)
MAKER_ENDS = word_set("motors motor auto automobile automobiles automotive cars моторс мотор авто автомобиль avto")
FIRM_ENDS = word_set(
    "group holding corporation corp inc ltd llc gmbh ag co rus russia россия рус групп холдинг international europe "
    "otosan industries technologies technology systems logistics capital invest energy trading services company"
)
PLACE_BEFORE = word_set("в во из под возле около near in at from to towards outside inside")
PREPOSITIONS = word_set("of the by for with and a an с со и от для")
SUCH_AS = word_set("as like including namely such как включая являться это стать are were become is")

# Latin words and signs that stand in Cyrillic texts, and capitals of English texts, and name no make.
NO_NAMES = word_set(
    "vin suv ev evs bev phev hev mhev skd ckd mkd dkd obd abs esp led lcd gps usb wifi wi fi ai it hr pr ceo cfo cto "
    "vip sop "
    "usa us uk eu un wto uae ussr cis gdp vat fm am pm tv cv id ii iii iv vi vii viii ix xi xii xx xxi rub usd eur "
    "cny euro turbo hybrid electric electro plus pro max mini lite premium sport comfort luxury long off road awd "
    "fwd rwd 4wd 2wd mt at cvt dct amt gdi tdi tsi mpi crdi lpg cng android apple carplay google facebook youtube "
    "twitter x-user telegram whatsapp viber instagram tiktok vk rutube ok dzen linkedin windows iphone ipad "
    "bluetooth wltp nedc epa euro-5 iso gost nasa nato oled sms qr pdf html rss app store play online offline "
    "covid covid-19 b2b b2c it-компания top best new first last next live photo video read more copyright getty "
    "images shutterstock com net org www http https email mail e-mail edition series class type mark "
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday jan feb mar apr jun jul aug sep sept oct nov dec "
    "i the a an this that these those he she it we they you his her its our their there here what when where who how "
    "why which while if but and or so as at by in on of to from for with after before during since until under over "
    "into about according also however meanwhile moreover earlier later today yesterday tomorrow now then only once "
    "internet web covid christmas easter "
    "will would could can may might must should shall does did do has have had is are was were been being not no "
    "yes more most many few some any all both each every another other such same than too very just even still yet "
    "never always often perhaps maybe despite although though because unless instead among between within without "
    "across along against around behind below beneath beside beyond through throughout toward towards upon off out "
    "up down again further new south north east west central inner outer corporation company holding group "
    "serial mass full local contract joint total annual domestic modern used passenger commercial light heavy "
    "automotive industrial special official former own car cars vehicle vehicles truck trucks "
    "production assembly plant "
    "russia russian moscow china chinese beijing ukraine ukrainian kiev kyiv germany german berlin europe "
    "european asia asian america american korea korean japan japanese france french italy italian britain british "
    "england english london turkey turkish iran iranian india indian poland polish lithuania lithuanian latvia "
    "latvian estonia estonian belarus belarusian minsk kazakhstan kazakh uzbekistan uzbek finland finnish sweden "
    "swedish norway norwegian denmark danish spain spanish portugal portuguese greece greek hungary hungarian "
    "romania romanian slovakia slovak czechia czech austria austrian switzerland swiss belgium belgian netherlands "
    "dutch canada canadian mexico mexican brazil brazilian argentina australia australian egypt egyptian africa "
    "african israel israeli soviet western eastern northern southern baltic petersburg togliatti tolyatti izhevsk "
    "kaluga tula elabuga yelabuga vladivostok moscow tatarstan shanghai wuhan guangzhou shenzhen hong kong seoul "
    "tokyo paris rome brussels vienna prague warsaw vilnius riga tallinn gdansk königsberg washington york "
    "antwerp bochum gliwice "
    "texas california florida ohio michigan illinois iowa virginia carolina georgia alabama tennessee kentucky indiana "
    "oregon nevada arizona utah oklahoma kansas nebraska dakota minnesota wisconsin maryland massachusetts connecticut "
    "maine vermont rhode jersey pennsylvania delaware hawaii alaska colorado montana wyoming idaho missouri arkansas "
    "louisiana mississippi scotland scottish wales welsh ireland irish taiwan taiwanese vietnam vietnamese thailand "
    "indonesia malaysia philippines singapore "
    "рф россия ссср сша ес евросоюз снг кнр фрг гдр ркк юк еаэс вто оон мид мвд фсб фас фнс фтс фрп минпромторг "
    "минфин минэкономразвития минэкономики минтранс минэнерго госдума дума кремль росстандарт роспатент росстат "
    "росимущество спик свх тэц аэс гэс нпз оэз асэз тор нии ниокр нами маи мами мгу мвтимэ бфу егрюл гибдд гто птс "
    "эптс сми дтп жкх нко ип ооо ао оао зао пао тоо гк тд тк пк мкад кад цкад ввп ндс нфдл ндфл овен аэб еаэс "
    "скд скп кпп мкпп акпп двс тнвд эвм пао эра глонасс covid ковид квт лс тв рпц тюз кгту бфуик кгд тн вэд "
    "гост ту смс пдд осаго каско хк фк цска кк мп рг аиф мк кп рбк тасс риа иа ит айти пмэф вэф "
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"
)
GREAT_WORDS = word_set("great land general alfa aston rolls golden king tata iran ashok lynk")
"""Ordinary words (or initials) with which makes of two words begin: the second word belongs to the name."""
