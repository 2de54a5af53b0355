"""What the columns of a table mean: canonical fields and the names that other programs give them."""

from __future__ import annotations

import re
from collections import abc
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from cockpit.method.crm import COALESCED, Field
from data.files.values import read_currency

#: The names of each field's columns, the first is preferred; separated by ``|``.
_NAMES: dict[Field, str] = {
    Field.EXTERNAL_ID: "record id|opportunity id|deal id|lead id|id сделки|deal - id|deal - pipedrive system id"
    "|opportunity_id|opportunityid|deal_id|hs_object_id|id|ид|№|номер сделки|case safe id",
    Field.TITLE: "название сделки|deal name|deal - title|opportunity name|dealname|lead title|lead name|название"
    "|наименование сделки|сделка|title|name|тема",
    Field.CLIENT: "компания|компания: название компании|название компании|компания контакта"
    "|associated company (primary)|associated company|deal - organization|organization|account name|company"
    "|company name|account|клиент|контрагент|заказчик|customer|client|company_title",
    Field.CLIENT_ID: "associated company ids (primary)|associated company ids|account id|company_id|компания: id|инн",
    Field.CONTACT: "основной контакт|полное имя контакта|контакт|контактное лицо|имя контакта|associated contact"
    "|deal - contact person|contact person|primary contact|contact|contact full name|контакт: имя|фио|contact_id",
    Field.PHONE: "рабочий телефон|мобильный телефон|рабочий прямой телефон|телефон|другой телефон|домашний телефон"
    "|person - phone|phone|phone number|mobile phone number|mobile|контакт: рабочий телефон",
    Field.EMAIL: "рабочий email|личный email|другой email|email|e-mail|почта|эл. почта|person - email"
    "|person - email (work)",
    Field.MANAGER: "ответственный|ответственный за сделку|ответственный менеджер|менеджер|менеджер по продажам"
    "|deal owner|deal - owner"
    "|opportunity owner|owner|responsible|responsible user|assigned to|assigned_by|assigned_by_id|hubspot_owner_id"
    "|sales_agent"
    "|sales rep|salesperson|sales manager|account manager|manager|продавец",
    Field.TEAM: "отдел|группа|сегмент|owner role|hubspot team|team|regional_office|подразделение",
    Field.AMOUNT: "бюджет|сумма|сумма сделки|amount|deal - value|deal - deal value|deal value|value|income|sale|budget"
    "|opportunity|close_value|estimatedvalue|выручка|стоимость|amount in company currency",
    Field.CURRENCY: "валюта|currency|deal - currency of value|deal - currency|amount currency|opportunity currency"
    "|currency_id|deal_currency_code",
    Field.PIPELINE: "воронка|направление|pipeline|deal - pipeline|category_id|название воронки",
    Field.STAGE: "этап сделки|этап|стадия сделки|стадия|deal stage|deal - stage|deal - stage (pipeline)|stage"
    "|lead stage|stage_id|dealstage|deal_stage|opportunitystage|sales stage",
    Field.STATUS: "статус|статус сделки|состояние|группа стадий|deal status|deal - status|status|сделка закрыта"
    "|closed|is closed|is won|is closed won|hs_is_closed_won|stage_semantic_id|результат сделки",
    Field.LOST_REASON: "причина отказа|причина проигрыша|closed lost reason|deal - lost reason|lost reason|loss reason"
    "|lost_reason",
    Field.CREATED: "дата создания сделки|дата создания|создана|create date|created date|deal - deal created"
    "|deal - deal created on|deal - creation date|created|created at|date_create|createdate|createddate|add_time"
    "|engage_date",
    Field.STARTED: "дата начала|start date|begindate",
    Field.UPDATED: "дата редактирования|дата изменения|изменена|обновлена|last modified date|deal - update time"
    "|modified|last modified|date_modify|update_time|hs_lastmodifieddate",
    Field.STAGE_CHANGED: "deal - last stage change|last stage change date|дата смены этапа|дата перехода на стадию"
    "|moved_time|date entered current stage",
    Field.EXPECTED: "предполагаемая дата закрытия|плановая дата закрытия|ожидаемая дата закрытия|ожидаемая дата оплаты"
    "|deal - expected close date|assumed close date|expected close date|close date|closedate|дата завершения",
    Field.CLOSED: "дата закрытия|закрыта|дата закрытия сделки|deal - deal closed on|deal - closed on|deal - won time"
    "|deal - lost time|closed at|closed date|close_date|date closed",
    Field.PAID: "дата оплаты|дата поступления денег|дата платежа|payment date|paid at|paid on",
    Field.LAST_ACTIVITY: "last activity date|last activity|deal - last activity date|last contacted"
    "|дата последней активности|последняя активность|последнее касание|дата последнего контакта|notes_last_updated"
    "|last_activity_time|lastactivitytime",
    Field.NEXT_TASK: "ближайшая задача|срок задачи|дата следующего контакта|next activity date"
    "|deal - next activity date|next step date|closest_task_at",
    Field.NEXT_STEP: "следующий шаг|next step|next steps|deal - next step|задача",
    Field.PROBABILITY: "вероятность|вероятность, %|probability|probability (%)|probability, %|deal - probability"
    "|deal probability",
    Field.FORECAST: "forecast category|категория прогноза|commit",
    Field.SOURCE: "источник|источник сделки|lead source|source|original source|deal - source|source_id",
    Field.NOTE: "примечание|примечание 2|примечание 3|примечание 4|примечание 5|комментарий|описание|note|comment"
    "|description|deal description",
    Field.TAGS: "теги|теги сделки|tags|deal - label|label|метки",
    Field.PRODUCT: "товар|продукт|product|deal - product name|products",
}

#: Columns that hold the expected day while a deal is open and the day of closing afterwards.
_EITHER_CLOSE = frozenset({"close date", "closedate", "close_date"})
_WON_FLAGS = frozenset({"is won", "is closed won", "hs_is_closed_won"})

_PREFIX = re.compile(r"^(deal - |сделка - |сделка: |opportunity: |opportunity )")
_UNIT = re.compile(r"(?:,\s*|\s*\(|\s)(₽|руб\.?|rub|\$|usd|€|eur)\)?$")


def normalised(name: str) -> str:
    """Return a column's name as it is compared: no quotes, marks and units, one case, ё as е."""
    text = " ".join(name.replace("\ufeff", "").replace("\u00a0", " ").split())
    text = text.strip("\"'«»“”` ").rstrip("*").strip().casefold().replace("ё", "е")
    return _UNIT.sub("", text)


_FIELD_OF: dict[str, tuple[Field, int]] = {
    normalised(name): (field, rank) for field, names in _NAMES.items() for rank, name in enumerate(names.split("|"))
}


#: Names of columns by field, the preferred first.
Names: TypeAlias = "abc.Mapping[Field, tuple[str, ...]]"


@dataclass(frozen=True, slots=True)
class Mapping:
    """Which columns say what.

    Attributes:
        header: the names of the columns as the file has them.
        columns: the columns of each field, by priority; a field without a column is absent.
        unknown: named columns that say nothing known.
        unused: columns that were understood but stand back behind a better one of the same field.
        either_close: columns that are the expected or the actual day of closing, by the deal's status.
        won_flag: the status column asks "is won".
        currency: the currency that the name of the amount's column states, or None.
    """

    header: tuple[str, ...]
    columns: dict[Field, tuple[int, ...]]
    unknown: tuple[int, ...] = ()
    unused: tuple[int, ...] = ()
    either_close: frozenset[int] = frozenset()
    won_flag: bool = False
    currency: str | None = None

    def has(self, *fields: Field) -> bool:
        """Is there a column for any of these fields?"""
        return any(field in self.columns for field in fields)

    def names(self, columns: Sequence[int]) -> tuple[str, ...]:
        """Return the names of columns as the file has them."""
        return tuple(self.header[column] for column in columns)


def field_of(name: str) -> tuple[Field, int] | None:
    """Return the field that a column's name means and the name's rank among its synonyms; None if unknown."""
    text = normalised(name)
    return _FIELD_OF.get(text) or _FIELD_OF.get(_PREFIX.sub("", text, count=1))


def match(header: Sequence[str], first: Names | None = None) -> Mapping:
    """Find what each column of a header means.

    `first` holds names that come before the common ones of a field. A column means one field. A field is
    read from its best-named column and that column's namesakes; a coalesced field from all of its columns.
    """
    hits: dict[Field, list[tuple[int, int]]] = {}
    unknown: list[int] = []
    own = {
        name: (field, rank - len(names)) for field, names in (first or {}).items() for rank, name in enumerate(names)
    }
    for column, name in enumerate(header):
        found = own.get(normalised(name)) or field_of(name)
        if found is not None:
            hits.setdefault(found[0], []).append((found[1], column))
        elif name.strip():
            unknown.append(column)
    columns: dict[Field, tuple[int, ...]] = {}
    unused: list[int] = []
    for field, ranked in hits.items():
        ranked.sort()
        best = ranked[0][0]
        columns[field] = tuple(column for rank, column in ranked if rank == best or field in COALESCED)
        unused += [column for rank, column in ranked if rank != best and field not in COALESCED]
    names = [normalised(name) for name in header]
    return Mapping(
        header=tuple(header),
        columns=columns,
        unknown=tuple(unknown),
        unused=tuple(sorted(unused)),
        either_close=frozenset(column for column, name in enumerate(names) if name in _EITHER_CLOSE),
        won_flag=any(names[column] in _WON_FLAGS for column in columns.get(Field.STATUS, ())),
        currency=stated_currency(header, columns),
    )


def stated_currency(header: Sequence[str], columns: dict[Field, tuple[int, ...]]) -> str | None:
    """Return the currency that the name of the amount's column states, or None."""
    for column in columns.get(Field.AMOUNT, ()):
        unit = _UNIT.search(" ".join(header[column].split()).casefold())
        if unit is not None:
            return read_currency(unit[1])
    return None
