"""The other languages, briefly: enough to name the language, to cut sentences and to follow "the plant".

`plant` and `maker` are beginnings of words here (see `Words`).
"""

from __future__ import annotations

from dataclasses import replace

from . import en, ru
from .words import Words
from .words import word_set as _set

_CYRILLIC = ("uk", "be", "bg", "sr", "kk")
_CYRILLIC_TOWNS = ru.WORDS.towns
# The same towns as other languages spell them: German, Polish, French, Czech.
_LATIN_TOWNS = (
    *en.WORDS.towns,
    *sorted(_set("nischni nowgorod niżn nižn nijni toljatti kaług petrohrad pietroburgo kazań")),
)

_SLAVIC = ("", "a", "u", "em", "om", "ie", "e", "y", "i", "ow", "ów", "ů", "owi", "ovi", "ami", "ach", "ech", "um")

WORDS: dict[str, Words] = {
    words.code: replace(words, towns=_CYRILLIC_TOWNS if words.code in _CYRILLIC else _LATIN_TOWNS)
    for words in (
        Words(
            "de",
            _set("der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden "
                 "aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur "
                 "oder aber vor zur bis mehr durch man sein wurde sei"),
            making=_set("produzier produktion fertig gefertigt bau gebaut montier montage hergestellt herstell marke "
                        "modell band partner vertrag vom"),
            contrast=_set("konkurrent vergleich antwort killer ähnlich"),
            turns=_set("dagegen hingegen"),
            possessive=_set("eigenen eigenes eigene eigenem"),
            plant=_set("werk autowerk fabrik automobilfabrik betrieb anlage kombinat"),
            maker=_set("unternehmen hersteller autobauer autohersteller konzern firma gruppe holding"),
            here=_set("hier dort"), pronouns=_set("es er sie sein seine ihr ihre"),
            joints=_set("dass die der das welche wo während aber und oder weil obwohl wenn als"),
            also=_set("und oder sowie auch"),
            negations=_set("nicht kein keine keinen nie ohne"),
            abbreviations=_set("z b d h u a ca bzw usw mio mrd nr str dr hr jan feb mär apr aug sept okt nov dez"),
        ),
        Words(
            "pl",
            _set("w i na z się do nie to że jest o od za po jak ale przez przy tym już oraz dla który która które są "
                 "był była będzie tego jego ich także roku może ma być co ze tylko jako"),
            making=_set("produk mont skład wytwarz marek mark model taśm umow partner wśród"),
            contrast=_set("odpowied konkurent zabójc podobn"),
            plant=_set("fabryk zakład zakłady montown lini taśm przedsiębiorstw produkcj"),
            maker=_set("spółk firm producen koncern holding grup"),
            here=_set("tu tutaj tam"), pronouns=_set("on ona ono oni jego jej ich"), also=_set("i oraz lub albo a"),
            joints=_set("że który która które gdzie gdy kiedy ale a bo ponieważ jeśli"), negations=_set("nie bez ani"),
            abbreviations=_set("r np tys mln mld zł ul tzn m in dol proc ok godz"), endings=_SLAVIC,
        ),
        Words(
            "cs",
            _set("a se v na je že s z do o k i ve by si tak jako to jsou ale za po který která které od pro před už "
                 "jen podle ještě bude při není být jeho jejich také která má byl byla bylo"),
            making=_set("vyráb výrob mont sestav znač model smlouv partner"),
            contrast=_set("odpověď zabij konkuren podob"),
            plant=_set("závod továrn fabrik automobilk podnik linka výrob"),
            maker=_set("společnost výrobc firm koncern"),
            here=_set("zde tam tady"), pronouns=_set("on ona ono jeho její jejich"), also=_set("a i nebo či"),
            joints=_set("že který která které kde když ale protože"), negations=_set("ne není bez ani"),
            endings=_SLAVIC,
        ),
        Words(
            "sk",
            _set("a sa v na je že s z do o k aj vo by si tak ako to sú ale za po ktorý ktorá ktoré od pre pred už "
                 "len podľa ešte bude pri nie byť jeho ich tiež má bol bola bolo"),
            making=_set("vyráb výrob mont zostav znač model"),
            contrast=_set("odpoveď zabij konkuren podob"),
            plant=_set("závod továreň továrn fabrik automobilk podnik"), maker=_set("spoločnosť výrobc firm koncern"),
            here=_set("tu tam"), endings=_SLAVIC,
        ),
        Words(
            "hu",
            _set("a az és hogy nem is egy ez csak de már még meg el ki volt azt ha mint kell van be fel le vagy után "
                 "között szerint lesz pedig által amely ami"),
            making=_set("gyárt szerel készít gyár márk modell típus"),
            contrast=_set("hasonl vetélytárs konkuren mintha"),
            plant=_set("gyár üzem gyárt autógyár"), maker=_set("vállalat cég gyártó konszern"), here=_set("itt ott"),
            endings=("", "t", "et", "ot", "ban", "ben", "nak", "nek", "hoz", "hez", "nál", "nél", "tól", "től", "val",
                     "ra", "re", "on", "en", "ból", "ből", "k", "ok", "ek", "os", "es", "ról", "ről"),
        ),
        Words(
            "ro",
            _set("de și în a la cu pe care din nu o că un mai se este sunt fi pentru ce au al ale ca prin dar sau fost "
                 "după cel va până lui fiind"),
            making=_set("produ asambl fabric marc model constru"),
            contrast=_set("rival concuren asemăn"),
            plant=_set("uzin fabric constructor producător"), maker=_set("compani producător firm"),
            here=_set("aici acolo"),
            endings=("", "ul", "ului", "uri", "i", "a", "ei"),
        ),
        Words(
            "it",
            _set("di e che la il un a è per una in del non sono le si con i da al come più della dei nel alla ha lo "
                 "gli "
                 "ma anche delle suo sua questo o dal nella stato tra"),
            making=_set("produ assembl costru fabbric march modell"),
            contrast=_set("rival concorren somigli killer"),
            plant=_set("stabiliment fabbric impiant"), maker=_set("aziend costruttor cas produttor società"),
            here=_set("qui lì"), also=_set("e o ed oppure"),
        ),
        Words(
            "es",
            _set("de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha sin "
                 "sobre este entre ya todo esta fue son también desde"),
            making=_set("produ ensambl fabric marca modelo montaj"),
            contrast=_set("rival competi parec"),
            plant=_set("planta fábrica factoría"), maker=_set("empresa fabricante compañía grupo"),
            here=_set("aquí allí"),
        ),
        Words(
            "pt",
            _set("de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das "
                 "tem à "
                 "seu sua ou ser quando muito há nos já está também pelo pela"),
            making=_set("produ mont fabric marca modelo"),
            contrast=_set("rival concorren parec"),
            plant=_set("fábrica unidade planta"), maker=_set("empresa fabricante construtor marca"),
            here=_set("aqui ali lá"),
        ),
        Words(
            "fr",
            _set("de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont "
                 "avec son "
                 "aux d l ont cette ses mais comme ou été aussi"),
            making=_set("produ assembl fabriqu marque modèle constru"),
            contrast=_set("rival concurren ressembl"),
            plant=_set("usine site fabrique"), maker=_set("entreprise constructeur société groupe fabricant"),
            here=_set("ici là"),
        ),
        Words(
            "nl",
            _set("de van het een en in is dat op te zijn met voor niet aan er om ook als dan maar bij of uit nog "
                 "worden "
                 "door naar heeft hebben over wordt deze"),
            plant=_set("fabriek"), maker=_set("bedrijf fabrikant concern"), here=_set("hier daar"),
        ),
        Words(
            "sv",
            _set("och i att det som en på är av för med den till inte har de om ett var men sig så från kan när efter "
                 "skulle vid eller nu också"),
            plant=_set("fabrik"), maker=_set("företag tillverkar"), here=_set("här där"),
        ),
        Words(
            "fi",
            _set("ja on ei että se oli hän mutta ovat kun myös joka tai niin kuin sen mukaan vain sekä ole jo vielä "
                 "olla vuonna jossa"),
            plant=_set("tehdas tehtaa"), maker=_set("yhtiö valmistaj"), here=_set("täällä siellä"),
            endings=("", "n", "in", "lla", "illa", "lle", "ille", "ssa", "issa", "sta", "ista", "a", "ia", "t", "it"),
        ),
        Words(
            "tr",
            _set("ve bir bu da de için ile olarak çok daha gibi sonra kadar olan en ne var ise göre o ancak yeni iki "
                 "veya olduğu üzere"),
            plant=_set("fabrika tesis"), maker=_set("şirket üretici"), here=_set("burada orada"),
        ),
        Words(
            "lt",
            _set("ir kad į iš su yra tai bet kaip buvo ne apie nuo jau per dėl bus jis ji už po tik dar pagal metų"),
            plant=_set("gamykl įmon"), maker=_set("bendrov gamintoj"), here=_set("čia ten"),
            endings=("", "as", "o", "ui", "ą", "u", "e", "ai", "us", "ų", "ams", "ais", "is", "io"),
        ),
        Words(
            "lv",
            _set("un ir no uz ar ka par pēc kas bet vai tas kā arī nav pie gan tika būs to viņš līdz savu"),
            plant=_set("rūpnīc uzņēmum"), maker=_set("uzņēmum ražotāj"), here=_set("šeit tur"),
            endings=("", "s", "a", "am", "u", "ā", "i", "iem", "us", "os"),
        ),
        Words(
            "et",
            _set("ja on ei et see oli ka kui mis ta oma aga või ning nii veel juba välja kes pärast aasta"),
            plant=_set("tehas tehase"), maker=_set("ettevõt tootja"), here=_set("siin seal"),
            endings=("", "i", "it", "is", "ist", "ile", "iga", "ga", "le", "s"),
        ),
        Words(
            "sw",
            _set("ya na wa kwa ni katika la za kuwa hii cha yake hiyo pia kama ili huo lakini baada vya ambao"),
            making=_set("zalish uzalish kuzalish gari"),
            plant=_set("kiwanda tata"), maker=_set("kampuni"), here=_set("hapa"),
        ),
        Words(
            "zu",
            _set("ukuthi futhi kodwa uma lapho kanye ngoba noma uthe yakhe bakhe kusukela ngesikhathi ukuze lokhu"),
            plant=_set("imboni ifektri"), maker=_set("inkampani"), here=_set("lapha"),
        ),
        Words(
            "uk",
            _set("і в не на що з у та до як за це від про але для є його її вони був була було також які який яка "
                 "ще або вже при після років буде"),
            making=_set("вироб збира зібра склада випуск марк модел конвеєр авто"),
            contrast=_set("конкурент схож"),
            plant=_set("завод підприємств виробництв конвеєр фабрик"), maker=_set("компані виробник концерн холдинг"),
            here=_set("тут там"), pronouns=_set("він вона воно вони його її їх"), also=_set("і й та або також"),
            joints=_set("що який яка яке які де коли а але якщо"), negations=_set("не ні без"),
            abbreviations=_set("р рр м вул ім тис млн млрд грн"),
        ),
        Words(
            "be",
            _set("і ў не на што з у да як за гэта ад пра але для яго яе яны быў была было таксама якія які якая яшчэ "
                 "або ўжо пры пасля"),
            plant=_set("завод прадпрыемств вытворчасц"), maker=_set("кампані вытворц"), here=_set("тут там"),
        ),
        Words(
            "bg",
            _set("на и да се за в от с е не по са че ще като до това при или си след който която които но има бе беше "
                 "към през"),
            making=_set("произв сглоб марк модел"),
            contrast=_set("конкурент"),
            plant=_set("завод предприяти фабрик комбинат"), maker=_set("компани производител"), here=_set("тук там"),
        ),
        Words(
            "sr",
            _set("и у је да се на за су од са не што о као који која које али из до то би након због ће према"),
            making=_set("произв праве склап марк модел возил"),
            contrast=_set("конкурент"),
            plant=_set("фабри завод погон"), maker=_set("компани произвођач"), here=_set("овде тамо"),
        ),
        Words(
            "kk",
            _set("және мен бұл үшін да де бір деп бар оның болып сондай кейін туралы жылы"),
            plant=_set("зауыт кәсіпорын"), maker=_set("компани өндіруші"), here=_set("мұнда"),
        ),
        Words("zh", _set("的 了 在 是 和 与 为 将"), plant=_set("厂 工厂"), maker=_set("公司 集团")),
        Words("ja", _set("の に は を た が で と"), plant=_set("工場"), maker=_set("メーカー 会社")),
        Words("ko", _set("은 는 이 가 을 를 의 에"), plant=_set("공장"), maker=_set("회사 업체")),
        Words("ka", _set("და რომ არის ეს")), Words("ar", _set("في من على إلى أن")), Words("el", _set("και το της να")),
    )
}  # fmt: skip
