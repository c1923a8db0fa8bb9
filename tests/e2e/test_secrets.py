"""Secrets in feeds.yaml are sent to their source, and told to nobody else."""

from __future__ import annotations

import json
from pathlib import Path

from tests.e2e.daemon import Daemon, syndicate_cli
from tests.e2e.desk import Desk
from tests.origins import Exchange, Origin, Report, closed_port, eventually, rss_bytes

TOKEN, PASSWORD, KEY, FILED = "tok3n-tok3n", "pa55word-pa55", "quer7-quer7", "fil3d-fil3d"
SECRETS = (TOKEN, PASSWORD, KEY, FILED)


class Members:
    """A feed for those who show that they may have it. It repeats what it was told, as many do."""

    def __init__(self) -> None:
        self.told: set[str] = set()

    def __call__(self, exchange: Exchange) -> None:
        self.told |= {exchange.path, *exchange.headers.values()}
        address = f"http://127.0.0.1{exchange.path}".replace("&", "&amp;")
        feed = rss_bytes("Members", [Report(1, "The bridge is open again")]).replace(
            b"<description>Members",
            f'<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="self" href="{address}"/>'
            "<description>Members".encode(),
        )
        exchange.begin(200, "application/rss+xml", len(feed))
        exchange.wfile.write(feed)


class Bouncer:
    """Turns everybody away, quoting what they said."""

    def __call__(self, exchange: Exchange) -> None:
        exchange.send_response(403, f"No {exchange.path}")
        exchange.send_header("Location", exchange.path)
        exchange.send_header("Content-Length", "0")
        exchange.end_headers()


def test_no_secret_leaves_by_log_page_feed_or_command(
    desk: Desk, origin: Origin, tmp_path: Path
) -> None:
    members = Members()
    origin.put("/members", members)
    origin.put("/closed", Bouncer())
    (tmp_path / "filed").write_text(FILED)
    host = origin.url.removeprefix("http://")
    desk.follow(f"http://user:{PASSWORD}@127.0.0.1:{closed_port()}/feed?key=${{DESK_KEY}}")
    desk.follow(f"http://user:{PASSWORD}@{host}/closed?key=${{DESK_KEY}}")
    desk.follow(f"http://user:{PASSWORD}@{host}/members")
    desk.follow(
        f"{origin.url}/members?key=${{DESK_KEY}}",
        headers={"Authorization": f"Bearer {TOKEN}", "X-Key": "${file:filed}"},
    )
    extra = {"DESK_KEY": KEY}
    with Daemon(desk.save(), extra=extra) as daemon:
        daemon.wait_for("clustered")
        told = " ".join(members.told)
        eventually("all are told", lambda: told_everything(members))
        eventually("all have failed", lambda: len(failed(daemon)) == 2)
        listed = json.loads(
            syndicate_cli("sources", "--json", "--config", desk.config, **extra).stdout
        )
        paths = ["/", "/sources", "/metrics", "/opml", "/threads", "/search?q=bridge"]
        paths += ["/outputs/desk.atom", "/outputs/desk.rss", "/outputs/desk.json"]
        paths += [f"/sources/{one['id']}{end}" for one in listed for end in ("", ".atom")]
        pages = {path: daemon.get(path).text for path in paths}
        desk.save({"title": "Reloaded"})
        daemon.wait_for("feeds.yaml reloaded")
        assert daemon.stop() == 0
    assert "bridge" in pages["/outputs/desk.atom"]
    for command in ("status", "sources", "threads", "check"):
        answer = syndicate_cli(command, "--config", desk.config, **extra)
        assert answer.returncode == 0
        pages[command] = answer.stdout + answer.stderr
    broken = desk.config.read_text().replace("Bearer", "Bearer\x07", 1)
    desk.write(broken)
    pages["broken"] = syndicate_cli("check", "--config", desk.config, **extra).stderr
    pages["log"] = "\n".join(daemon.lines)
    leaks = [
        (where, secret) for where, text in pages.items() for secret in SECRETS if secret in text
    ]
    assert not leaks, (leaks, told)


def told_everything(members: Members) -> bool:
    heard = " ".join(members.told)
    return f"Bearer {TOKEN}" in heard and FILED in heard and KEY in heard and "Basic " in heard


def failed(daemon: Daemon) -> set[str]:
    return {event["source"] for event in daemon.found("poll failed")}
