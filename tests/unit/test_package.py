from __future__ import annotations

import re

import syndicate
from syndicate import errors
from syndicate.errors import SyndicateError


def test_version_is_one_that_packaging_understands() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+([ab]\d+|rc\d+|\.dev\d+)?", syndicate.__version__)


def test_the_tree_of_errors_is_drawn_whole() -> None:
    drawn = set(re.findall(r"── (\w+) ", errors.__doc__ or ""))
    kinds = {
        name
        for name, each in vars(errors).items()
        if isinstance(each, type) and issubclass(each, SyndicateError)
    }
    assert drawn == kinds - {"SyndicateError"}
