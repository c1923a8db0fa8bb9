"""Flask-WebSub as a hub of its own process: python -m ... FOLDER. Prints its address; SIGTERM ends it.

The library wants Celery for what it does later; here that is a thread which does one thing after another.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

from flask import Flask
from flask_websub.hub import Hub, SQLite3HubStorage
from werkzeug.serving import make_server


class Later:
    """What the library uses of Celery: a task is called with `delay`; one that is bound may retry."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1)

    def task(self, *, bind: bool = False, **_: object) -> Callable[[Callable[..., Any]], Any]:
        task = SimpleNamespace(request=SimpleNamespace(retries=0), retry=lambda **_: None)

        def decorate(work: Callable[..., Any]) -> Any:
            def delay(*args: Any) -> None:
                self._thread.submit(work, *([task, *args] if bind else args))

            return SimpleNamespace(delay=delay)

        return decorate


def main(folder: str) -> None:
    app = Flask(__name__)
    app.config["PUBLISH_SUPPORTED"] = True
    hub = Hub(SQLite3HubStorage(f"{folder}/hub.db"), Later())
    app.register_blueprint(hub.build_blueprint(url_prefix="/hub"))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    print(f"http://127.0.0.1:{server.server_port}/hub", flush=True)  # noqa: T201 - for the test
    server.serve_forever()


if __name__ == "__main__":
    main(sys.argv[1])
