"""Flask-WebSub as a subscriber of its own process: python -m ... FOLDER. Prints its address; SIGTERM ends it.

POST /follow?url= finds the hub of a feed and subscribes there, POST /leave?id= ends that; GET /state tells what came of it.
"""

from __future__ import annotations

import sys

import flask_websub.subscriber as library
from flask import Flask, request
from flask_websub.subscriber import (
    SQLite3SubscriberStorage,
    SQLite3TempSubscriberStorage,
    Subscriber,
    discover,
)
from werkzeug.serving import make_server


def main(folder: str) -> None:
    app = Flask(__name__)
    library.is_secure = lambda _: True  # loopback is; only then does it agree on a secret
    subscriber = Subscriber(
        SQLite3SubscriberStorage(f"{folder}/follower.db"),
        SQLite3TempSubscriberStorage(f"{folder}/asked.db"),
    )
    app.register_blueprint(subscriber.build_blueprint(url_prefix="/callbacks"))
    brought: list[str] = []
    subscriber.add_listener(lambda _topic, _callback, body: brought.append(body.decode()))
    agreed: list[str] = []
    subscriber.add_success_handler(lambda _topic, _callback, mode: agreed.append(mode))

    @app.post("/follow")
    def follow() -> str:
        found = discover(request.args["url"])
        return str(subscriber.subscribe(**found, secret="a secret", lease_seconds=86400))

    @app.post("/leave")
    def leave() -> str:
        subscriber.unsubscribe(request.args["id"])
        return ""

    @app.get("/state")
    def state() -> dict[str, list[str]]:
        return {"agreed": agreed, "brought": brought}

    server = make_server("127.0.0.1", 0, app, threaded=True)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)  # noqa: T201 - for the test
    server.serve_forever()


if __name__ == "__main__":
    main(sys.argv[1])
