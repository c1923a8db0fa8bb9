"""Two settings -> one between them. Pure."""

from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

Setting = TypeVar("Setting")


def between(one: Setting, other: Setting, share: float) -> Setting:
    """Give what stands between two of a kind, numbers or dataclasses of such: 0 is the one, 1 the other."""
    low: Any = one
    high: Any = other
    if not is_dataclass(low):
        mixed: Setting = low + share * (high - low)
        return mixed
    names = [field.name for field in fields(low)]
    return type(one)(*(between(getattr(low, each), getattr(high, each), share) for each in names))
