"""The access log: a line for each request, wherever it was answered, and nothing in it that is not for everybody."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest
from aiohttp import web

from syndicate.model import Address
from syndicate.web import access_log
from syndicate.web.access_log import AccessLog
from syndicate.web.app import make_app
from syndicate.web.connections import Listener
from tests.integration.web.served import shelf
from tests.unit.web.fakes import desk_with

PATH = "/outputs/desk.atom"
COMBINED = re.compile(r'(\S+) - - \[(.+)\] "(\S+) (\S+) HTTP/1.1" (\d{3}) (\d+) "-" "(.*)"')


async def said(port: int, path: str, *headers: str) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    lines = [f"GET {path} HTTP/1.1", "Host: x", *headers, "Connection: close", "", ""]
    writer.write("\r\n".join(lines).encode())
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return answer


def lines_of(file: Path) -> list[str]:
    return file.read_text().splitlines()


async def noted(file: Path, asked: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    desk = desk_with(shelf())
    kept = await desk.publish(Address("outputs", "desk"), "identity")
    app = make_app(desk_with(shelf(), state=lambda: 1, standing=lambda *_: kept))
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    listener = Listener(runner, app, AccessLog(file))
    port = await listener.listen("127.0.0.1", 0)
    for path, *headers in asked:
        await said(port, path, *headers)
    listener.close()
    await runner.cleanup()
    found = [COMBINED.fullmatch(line) for line in lines_of(file)]
    return [each.groups() for each in found if each]


async def test_every_request_is_noted_however_it_was_answered(tmp_path: Path) -> None:
    agent = 'User-Agent: Reader "1.0" (12 subscribers)'
    asked = [(PATH, agent)] * 4 + [("/search?q=secret", agent), ("/push/secret", agent), ("/none",)]
    lines = await noted(tmp_path / "access.log", asked)
    assert [(line[3], line[4]) for line in lines] == [
        *[(PATH, "200")] * 4, ("/search", "200"), ("/push/…", "404"), ("/…", "404")
    ]  # fmt: skip
    assert {line[0] for line in lines} == {"127.0.0.0"}
    assert {line[6] for line in lines} == {"Reader '1.0' (12 subscribers)", "-"}
    assert len({line[5] for line in lines[:4]}) == 1
    assert int(lines[0][5]) > 1000
    assert "secret" not in (tmp_path / "access.log").read_text()


async def test_a_log_that_cannot_be_written_is_told_once_and_disturbs_nobody(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access_log, "EVERY_S", 0.001)
    log = AccessLog(tmp_path / "missing" / "access.log")
    for _ in range(3):
        log.note_known("192.0.2.1", b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", 200, 1)
        await asyncio.sleep(0.05)
    log.close()
    assert [record.message for record in caplog.records] == ["the access log cannot be written"]


async def test_the_file_may_be_moved_away(tmp_path: Path) -> None:
    file = tmp_path / "access.log"
    log = AccessLog(file)
    for number in (1, 2):
        log.note_known("192.0.2.1", b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", 200, number)
        log.close()
        file.rename(tmp_path / str(number))
    assert [(tmp_path / name).read_text().count("GET") for name in "12"] == [1, 1]
