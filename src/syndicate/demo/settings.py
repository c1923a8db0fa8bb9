"""The demo's feeds.yaml, filled in. Pure, but for reading its template."""

import json
from importlib import resources
from pathlib import Path


def demo_config(base_url: str, store_path: str | Path, port: int) -> str:
    """Return a feeds.yaml that follows the newsroom at `base_url` and is read at `port`."""
    template = resources.files("syndicate.demo").joinpath("feeds.yaml").read_text(encoding="utf-8")
    # A JSON string is a YAML string: a folder's name may hold a colon, a quote or a hash.
    store = json.dumps(f"sqlite:///{store_path}", ensure_ascii=False)
    return (
        template.replace("{base_url}", base_url.rstrip("/"))
        .replace("{port}", str(port))
        .replace("{store}", store)
    )
