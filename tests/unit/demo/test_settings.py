"""The demo's feeds.yaml."""

from pathlib import Path

import pytest
import yaml

from syndicate.demo.newsroom import outlets
from syndicate.demo.settings import demo_config

BASE = "http://127.0.0.1:8431"


def test_the_demo_follows_every_outlet_and_nothing_else() -> None:
    config = yaml.safe_load(demo_config(f"{BASE}/", "/tmp/demo.db", 8420))
    assert [source["url"] for source in config["sources"]] == [
        f"{BASE}/{outlet.slug}/feed" for outlet in outlets()
    ]
    assert all(source["tags"] and source["every"] for source in config["sources"])
    assert config["fetch"] == {"allow_networks": ["127.0.0.0/8"]}
    assert config["server"] == {"host": "127.0.0.1", "port": 8420}
    assert config["url"] == "http://127.0.0.1:8420/"


def test_topics_and_outputs_have_the_form_of_the_documentation() -> None:
    config = yaml.safe_load(demo_config(BASE, "/tmp/demo.db", 8420))
    assert config["topics"]["islamic-state-iraq"]["none"] == ["video game"]
    for topic in config["topics"].values():
        assert set(topic) <= {"title", "any", "all", "none", "like"}
    modes = {output["mode"] for output in config["outputs"].values()}
    assert modes == {"items", "stories", "developments", "digest"}


@pytest.mark.parametrize(
    "path", ["demo.db", "/a b/c: d #1/it's.db", '/say "so"/x.db', Path("/x/y.db")]
)
def test_any_path_survives_yaml(path: str | Path) -> None:
    config = yaml.safe_load(demo_config(BASE, path, 8420))
    assert config["store"] == f"sqlite:///{path}"
