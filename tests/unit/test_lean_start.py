"""A round of polls that brings nothing loads nothing that only news, readers or a daemon need."""

from __future__ import annotations

from tests.origins import *  # noqa: F403
