"""Names of months: the stems by which a month is known in the languages of the press, data for `dates`.

A stem that means another month in a neighbouring language (the Croatian "listopad" is the Polish November) is given to
the larger press. Stems that begin common words of another language are written longer.
"""

from __future__ import annotations

STEMS: tuple[str, ...] = (  # January first
    "jan янв січ sty ene gen ianuar ledna leden ocak tammik sausi janv siječ қаңта студ ιαν يناير كانون "
    "जनवर জানুয় มกราคม jaan яну јан",
    "feb фев лют lut fév fev şub helmik vasar veebr velja ақпан лютаг φεβ فبراير شباط फ़रवर फरवर ফেব্র "
    "กุมภาพันธ์ úno феб",
    "mar мар mär march бер mrt břez maalis kovo märts ožuj наур сакав μαρ μάρ مارس آذار मार्च মার্চ "
    "มีนาคม maart",
    "apr апр avr abr кві kwi nisan dubna duben ápr huhtik baland сәуір краса απρ أبريل ابريل نيسان अप्रै "
    "এপ্রি เมษายน travnj",
    "may май мая mai maj mag трав mei mayıs květ máj toukok geguž svib мамыр траўн μαΐ μαι μάι مايو أيار "
    "मई মে พฤษภาคม мај",
    "jun июн juin giu черв cze haziran iunie červn červen jún kesäk biržel juuni lipnj маусым чэрв ιουν "
    "ιούν يونيو حزيران जून জুন มิถุนายน jūn юни јун",
    "jul июл juil lug лип lip temmuz iulie červenc júl heinäk liepo juuli srpnj шілде ліпен ιουλ ιούλ "
    "يوليو تموز जुल জুল กรกฎาคม jūl юли јул",
    "aug авг août aou ago сер sie aoû ağu srp srpen elok rugpj kolovoz тамыз αυγ αύγ أغسطس اغسطس آب अगस्त "
    "আগস্ট สิงหาคม жні agust avg",
    "sep сен set вер wrz eyl září zář szept syysk rugsėj rujna rujan қыркү верас σεπ سبتمبر أيلول सितंब "
    "সেপ্টে กันยายน сеп",
    "oct окт okt ott out жов paź ekim říj lokak spali қазан кастр οκτ أكتوبر اكتوبر تشرين अक्टू অক্টো "
    "ตุลาคม",
    "nov ноя лист lis kasım noiem marrask lapkr studen қараш лістап νοε νοέ نوفمبر नवंब নভে พฤศจิกายน ное "
    "новемб",
    "dec дек dez déc dic груд gru aralı prosin jouluk gruod detsem desem желтоқ снежн δεκ ديسمبر दिसंब "
    "ডিসে ธันวาคม дец",
)
MONTH_OF = {stem: number for number, stems in enumerate(STEMS, 1) for stem in stems.split()}
