"""English."""

from __future__ import annotations

from .words import Words, word_set

WORDS = Words(
    code="en",
    stop=word_set(
        "the of and a to in is it you that he was for on are with as i his they be at one have this from or "
        "had by not but what some we can out other were all there when up use your how said an each she which "
        "do their time if will way about many then them would these so her him has more could its now than "
        "been who did after also over into only new first two any our"
    ),
    numbers={
        "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
        "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
        "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
        "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "thousand": 1e3, "million": 1e6,
        "billion": 1e9, "trillion": 1e12, "dozen": 12, "half": 0.5, "quarter": 0.25, "couple": 2,
    },
    negations=word_set("not no never none nor neither without cannot t nothing"),
    reporting=word_set(
        "say report tell state announce note add explain quote claim confirm write inform declare stress "
        "argue mention cite believe"
    ),
    plant=word_set(
        "plant factory facility site works line assembler conveyor workshop production enterprise complex "
        "shipyard mill capacity"
    ),
    maker=word_set("company manufacturer maker firm group holding producer concern corporation business"),
    here=word_set("here there"),
    pronouns=word_set("it its they their them itself"),
    joints=word_set(
        "that which who whom whose where when while whereas but and or because although though since if so as "
        "until unless whether after before"
    ),
    towns=tuple(sorted(word_set(
        "togliatti tolyatti izhevsk kaluga lipetsk tula vsevolozhsk petersburg yelabuga elabuga naberezhnye "
        "chelny ulyanovsk nizhny vladivostok taganrog cherkessk ryazan yaroslavl samara bryansk minsk "
        "borisov belarus almaty kostanay uzbekistan tashkent kazakhstan kazan tatarstan perm ural urals "
        "miass"
    ))),
    apart=frozenset(("nor", "while", "whereas")),
    turns=word_set("contrast conversely meanwhile likewise"),
    possessive=word_set("own their"),
    making=word_set(
        "build assemble produce manufacture launch production assembly line conveyor localize localise "
        "localization localisation partner partnership contract agreement deal cooperation memorandum lineup "
        "portfolio kit output plant factory trademark patent"
    ),
    using=word_set(
        "dealer dealership showroom taxi carsharing rental crash collide collision driver passenger pedestrian police "
        "drive ride steal theft appoint head"
    ),
    owning=word_set("own belong subsidiary parent part owner division concern"),
    contrast=word_set("unlike versus rival competitor compare resemble similar killer answer"),
    coming=word_set(
        "join follow come arrive replace leave return appear add succeed go remain continue stay"
    ),
    deeds=word_set(
        "sell make build produce assemble offer put launch own buy unveil open invest rename revive show present "
        "introduce raise plan run operate have"
    ),
    renaming=word_set("rename rebrand rebadge name"),
    conflict=word_set("conflict dispute row feud lawsuit sue quarrel clash litigation spat"),
    also=word_set("and or plus also nor"),
    abbreviations=word_set(
        "mr mrs ms dr prof st no vs inc ltd co corp e g i p m a jan feb mar apr jun jul aug sept sep oct nov "
        "dec approx est fig gen gov sen rep rev jr sr u s k d c bn mn mln bln km kg"
    ),
    endings=("", "s"),
)
