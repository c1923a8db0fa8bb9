"""Items -> copies, stories, threads, topics. Pure."""

from syndicate.cluster.memory import (
    MOST,
    STORY_LIVES,
    THREAD_LIVES,
    Memory,
)
from syndicate.cluster.step import step

__all__ = ["MOST", "STORY_LIVES", "THREAD_LIVES", "Memory", "step"]
