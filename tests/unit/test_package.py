from __future__ import annotations

import re

import syndicate


def test_version_is_one_that_packaging_understands() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+([ab]\d+|rc\d+|\.dev\d+)?", syndicate.__version__)
