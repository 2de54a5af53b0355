"""The made-up team in Russian."""

from data.demo.russian.department import DEPARTMENT
from data.demo.russian.goods import GOODS
from data.demo.russian.people import PEOPLE
from data.demo.russian.talk import TALK
from data.demo.texts import Texts

TEXTS = Texts("RUB", PEOPLE, GOODS, TALK, DEPARTMENT)
