"""Items -> copies, stories, threads, topics. Pure."""

from syndicate.cluster.memory import STORY_LIVES, THREAD_LIVES, Memory
from syndicate.cluster.step import step

__all__ = ["STORY_LIVES", "THREAD_LIVES", "Memory", "step"]
