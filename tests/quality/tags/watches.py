"""The watches of the labelled sets, as a config would give them."""

from __future__ import annotations

from monitor.model import Watch

AVTOTOR = Watch(
    id="avtotor",
    title="Автотор",
    pack="cars",
    names=(
        "Автотор", "Avtotor", "Autotor", "Awtotor", "Avto-Tor", "Авто Тор", "Автотор Холдинг",
        "アフトトル", "アヴトトール", "アフトトール",
        "아브토토르", "아프토토르", "압토토르", "阿夫托托尔", "阿维托托尔", "阿夫托托", "Автотору",
        "ავტოტორი", "افتوتور",
    ),
    subsidiaries=(
        "Автотор ТрансБалт", "Балтавто", "Автотор-Менеджмент", "Автотортехобслуживание", "Авто Кузница",
    ),
    lookalikes=("Автодор", "Avtodor", "Автотор-Арена", "автоторговля", "авторотор", "Автоторг", "Автомотор", "Autodor"),
    places=("Калининград", "Калининградская область", "Kaliningrad", "Kaliningrader", "Калінінград", "Калињинград",
            "カリーニングラード", "칼리닌그라드", "加里宁格勒", "კალინინგრადი", "Königsberg"),
    people=("Владимир Щербаков", "Валерий Горбунов", "Сергей Щербаков"),
)  # fmt: skip
WATCHES = {watch.id: watch for watch in (AVTOTOR,)}
