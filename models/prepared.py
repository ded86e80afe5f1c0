"""Queries written once: peewee spells them out, and from then on only the values change.

Spelling a query takes ten times as long as SQLite takes to run it, and most of that inside a transaction, where others
wait. Worth it for what every stage of every scan does; everything else stays plain peewee.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from peewee import Field, JSONField, Node, Value, fn

from models.database import database, is_sqlite

Convert = Callable[[Any], Any]


class Slot:
    """Stands in a query's parameters where a value belongs."""

    __slots__ = ("convert", "name")

    def __init__(self, name: str, convert: Convert) -> None:
        self.name = name
        self.convert = convert


class _SlotNode(Value):
    def __init__(self, slot: Slot) -> None:
        super().__init__(slot, converter=False, unpack=False)

    def __sql__(self, ctx: Any) -> Any:
        return ctx.value(self.value, converter=False)


def slot(name: str, field: Field | None = None) -> Any:
    """Leave a place for the value called `name`, which is stored as `field` stores its values."""
    return _SlotNode(Slot(name, field.db_value if field is not None else _as_it_is))


def slot_for(name: str, field: Field) -> Any:
    """Leave a place for a value of `field`, whatever that stores."""
    return json_slot(name) if isinstance(field, JSONField) else slot(name, field)


def json_slot(name: str) -> Any:
    """Leave a place for a value that is stored as JSON."""
    if is_sqlite():
        return fn.json(_SlotNode(Slot(name, json.dumps)))
    from psycopg.types.json import Jsonb  # loaded only where PostgreSQL is used

    return _SlotNode(Slot(name, Jsonb))


class Prepared:
    """A query with slots; `build` returns it as peewee writes it, for the database that is connected."""

    def __init__(self, build: Callable[[], Node]) -> None:
        self._build = build
        self._spelled: dict[type, tuple[str, list[Any]]] = {}

    def run(self, **values: Any) -> Any:
        """Execute with a value for each slot, and return the cursor."""
        kind = type(database.obj)
        if kind not in self._spelled:
            query: Any = self._build()
            # Bound, so that one without a table of its own is spelled in this database's dialect too.
            self._spelled[kind] = query.bind(database.obj).sql()
        text, places = self._spelled[kind]
        return database.execute_sql(text, [_fill(place, values) for place in places])

    def first(self, fields: Sequence[Field], **values: Any) -> dict[str, Any] | None:
        """Execute a query that selects `fields`; return its first row by their names, None if there is none."""
        row = self.run(**values).fetchone()
        if row is None:
            return None
        read: list[Convert] = [field.python_value for field in fields]
        return {field.name: turn(value) for field, turn, value in zip(fields, read, row, strict=True)}


def _fill(place: Any, values: dict[str, Any]) -> Any:
    if not isinstance(place, Slot):
        return place
    value = values[place.name]
    return None if value is None else place.convert(value)


def _as_it_is(value: Any) -> Any:
    return value
