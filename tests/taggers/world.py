"""A small made-up trade: a car works and makes that are somebody's."""

from __future__ import annotations

from monitor.knowledge import Knowledge, Pack, Term
from monitor.lang import read
from monitor.model import Mention, Watch
from monitor.taggers.chain import Tagged, tag

WATCH = Watch(
    id="voltmash",
    title="Вольтмаш",
    pack="cars",
    names=("Вольтмаш", "Voltmash"),
    subsidiaries=("Вольтмаш Сервис", "Озёрские моторы"),
    lookalikes=("Вольтмаш-Арена", "Вальтмаш", "вольтметр"),
    places=("Озёрск", "Озёрская область", "Ozyorsk", "Ozyorsk region"),
)
OTHER = Watch(id="kaskad", title="Каскад", pack="cars", names=("Каскад Авто", "Kaskad Auto"), places=("Борисов",))

TERMS = (
    Term("brand", "Zeekar", ("Zeekar", "Зикар"), models=("Comet", "Z7"), owner="Zee Group"),
    Term("brand", "Zee Group", ("Zee Group", "Зи Групп"), group=True),
    Term("brand", "Great Hill", ("Great Hill", "Грейт Хилл")),
    Term("brand", "Ora", ("Ora", "Ора"), ambiguous=frozenset({"Ora", "Ора"}), context=("электромобиль", "car")),
    Term("brand", "Lumo", ("Lumo", "Люмо"), never=("Lumo Festival",)),
    Term("brand", "NordAZ", ("NordAZ", "НордАЗ", "Нордский автозавод")),
    Term("brand", "Tovaro", ("Tovaro", "Товара"), models=("Z7",)),
    Term("brand", "Ampera", ("Ampera", "Ампера"), badge_of="Lumo"),
    Term("brand", "CellPro", ("CellPro",), role="supplier"),
    Term("brand", "Montazh", ("Монтажинвест",), role="assembler"),
)
WORDS = {
    "plant": ("завод", "предприятие", "автозавод", "plant", "factory", "carmaker"),
    "maker": ("автозавод", "carmaker"),
    "product": ("автомобиль", "седан", "car", "sedan"),
    "brand": ("марка", "бренд", "brand"),
    "near": ("автомобиль", "car"),
}
KNOWLEDGE = Knowledge(
    {"cars": Pack("cars", {"brand": TERMS}, words=WORDS)}, {"voltmash": WATCH, "kaskad": OTHER}, (), "test-world"
)


def tagged(text: str, title: str = "", language: str = "ru") -> Tagged:
    return tag(read(title, text, language), KNOWLEDGE)


def of_kind(text: str, kind: str = "brand", title: str = "", language: str = "ru") -> list[Mention]:
    return [one for one in tagged(text, title, language).mentions if one.kind == kind]


def links(text: str, title: str = "", language: str = "ru") -> dict[str, str]:
    """The surest link of each brand."""
    order = ["none", "weak", "medium", "strong"]
    found: dict[str, str] = {}
    for one in of_kind(text, "brand", title, language):
        found[one.value] = max(found.get(one.value, "none"), str(one.link), key=order.index)
    return found
