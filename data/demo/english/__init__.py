"""The made-up team in English."""

from data.demo.english.department import DEPARTMENT
from data.demo.english.goods import GOODS
from data.demo.english.people import PEOPLE
from data.demo.english.talk import TALK
from data.demo.texts import Texts

TEXTS = Texts("USD", PEOPLE, GOODS, TALK, DEPARTMENT)
