"""Items -> copies, stories, threads, topics. Pure."""

from syndicate.cluster.remembered.memory import (
    EVER,
    MOST,
    STORY_LIVES,
    THREAD_LIVES,
    Memory,
)
from syndicate.cluster.step import step

__all__ = ["EVER", "MOST", "STORY_LIVES", "THREAD_LIVES", "Memory", "step"]
