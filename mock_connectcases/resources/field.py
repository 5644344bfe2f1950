"""Fields of a domain and the options of single-select fields."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as attribute
from typing import ClassVar, Final

from mock_connectcases import rules
from mock_connectcases.errors import ValidationException
from mock_connectcases.resources import kinds, quotas
from mock_connectcases.resources.definition import Definition
from mock_connectcases.resources.kinds import Kind

TEXT: Final = "Text"
NUMBER: Final = "Number"
BOOLEAN: Final = "Boolean"
DATE_TIME: Final = "DateTime"
SINGLE_SELECT: Final = "SingleSelect"
URL: Final = "Url"
USER: Final = "User"

SYSTEM: Final = "System"
CUSTOM: Final = "Custom"


SINGLE_LINE_MAX_LENGTH: Final = 500
"""Documented in the administrator guide for single-line text; that ``isMultiline`` "defines
rendering component and validation" is with TextAttributes.  Fields without the attribute take what
the model allows (assumed)."""


@dataclass(slots=True)
class FieldOption:
    """One choice of a single-select field; ``value`` is its key and never changes."""

    name: str
    value: str
    active: bool


@dataclass(slots=True, kw_only=True)
class Field(Definition):
    """A field of a domain: the type of the values that cases hold under its id.

    The type never changes after creation (documented), so a stored value always fits it.
    """

    kind: ClassVar[Kind] = kinds.FIELD

    field_id: str
    type: str
    namespace: str
    is_multiline: bool | None = None
    writable: bool = True
    """False for the system fields that the service alone fills."""
    reserves_name: bool = True
    """False for the system fields of which it is assumed that a domain has them by these names."""
    depends_on_clock: bool = False
    """Whether cases have a value that is computed when it is read, by ``Case.value``, and not held.

    It is that of a system field, and another one at another time with nothing changed."""
    options: dict[str, FieldOption] = attribute(default_factory=dict)
    fixed_options: frozenset[str] = frozenset()
    """Values of options that cannot change: ``open`` and ``closed`` of ``status``."""

    @property
    def is_system(self) -> bool:
        """Whether every domain has this field, rather than this customer's alone."""
        return self.namespace == SYSTEM

    def check_attributes(self, *, is_multiline: bool | None) -> None:
        """Raise ValidationException when text attributes are given to a field that is no text.

        Assumed: the model offers ``attributes.text`` without saying which types take it.
        """
        rule = "text-attributes-only-on-text"
        if is_multiline is not None and self.type != TEXT and rules.applies(rule):
            message = (
                f"'attributes.text' is for fields of type {TEXT}; field {self.name!r} "
                f"has the type {self.type}."
            )
            raise ValidationException(message, rule=rule)

    def put_options(self, options: list[FieldOption]) -> dict[str, tuple[str, str]]:
        """Add options and replace those with the same value; return what was refused.

        Of each refused value it is the rule and a sentence.  Raises ValidationException for a field
        that is deleted (documented) or not single-select (assumed), ServiceQuotaExceededException
        when the accepted options would be more than a field may have.
        """
        if self.deleted:
            message = f"Field {self.field_id!r} is deleted; its options cannot be changed."
            raise ValidationException(message, rule="deleted-field-takes-no-options")
        if self.type != SINGLE_SELECT:
            message = (
                f"Field {self.field_id!r} has the type {self.type}; only fields of type "
                f"{SINGLE_SELECT} have options."
            )
            raise ValidationException(message, rule="option-put-needs-single-select")
        accepted: dict[str, FieldOption] = {}
        refused: dict[str, tuple[str, str]] = {}
        for option in options:
            if option.value in accepted:
                rule = "option-duplicate-value-error"
                refused[option.value] = rule, f"The option value {option.value!r} is given twice."
            elif option.value in self.fixed_options and option != self.options[option.value]:
                rule = "built-in-status-immutable"
                message = (
                    f"Option {option.value!r} of field {self.field_id!r} is built in and "
                    "cannot be changed."
                )
                refused[option.value] = rule, message
            else:
                accepted[option.value] = option
        quotas.OPTIONS.check(len(self.options.keys() | accepted.keys()))
        self.options.update(accepted)
        return refused
