"""How well furniture is told from text, over the labelled posts of tests/corpus/posts/.

    python benchmarks/furniture.py [--posts]

Characters, in the posts that the rules were made with and in those that were held out. `--posts` names each post of
the former that came out otherwise than it is labelled.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.furniture import SYSTEMS, Score, feed, posts, score, total


def main() -> None:
    """Print a row for each system, and their sum."""
    if "--posts" in sys.argv[1:]:
        differences()
    sums = [Score(), Score()]
    print(
        "| system | posts | text | wrongly cut | furniture | left | held out: wrongly cut | left |"
    )
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for system in SYSTEMS:
        found = [total(system, held_out=held_out) for held_out in (False, True)]
        sums = [one + more for one, more in zip(sums, found, strict=True)]
        row(system, len(list(posts(system))), *found)
    row("all", sum(len(list(posts(system))) for system in SYSTEMS), *sums)


def row(name: str, count: int, known: Score, held_out: Score) -> None:
    """Print one."""
    print(
        f"| {name} | {count} | {known.text} | {known.cut} | {known.furniture} | {known.left}"
        f" | {held_out.cut} of {held_out.text} | {held_out.left} of {held_out.furniture} |"
    )


def differences() -> None:
    """Print what is kept and cut of each post that differs from its labels."""
    for post in (one for system in SYSTEMS for one in posts(system) if not one.held_out):
        found = score(post)
        if found.cut or found.left:
            (item,) = feed([post])
            print(f"{post.system}: {post.title}\n  kept {item.text.splitlines()}")
            print(f"  must be {post.text}\n  cut {item.furniture}")


if __name__ == "__main__":
    main()
