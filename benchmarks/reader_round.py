"""One round of lemon24/reader, run by the Python of the peers' folder (peers.py).

    python benchmarks/reader_round.py URLS DATABASE WORKERS [--add]

`--add` only subscribes to the addresses in URLS: a matter of once, which does not count as polling.
"""

import os
import sys
from pathlib import Path

import requests.adapters  # type: ignore[import-untyped, unused-ignore]
from reader import make_reader  # type: ignore[import-not-found, unused-ignore]

# reader sends past the place where requests would look into the environment: this is the file it then takes.
if bundle := os.environ.get("REQUESTS_CA_BUNDLE"):
    vars(requests.adapters)["DEFAULT_CA_BUNDLE_PATH"] = bundle

urls, database, workers = sys.argv[1:4]
with make_reader(database) as reader:
    if sys.argv[4:] == ["--add"]:
        for url in Path(urls).read_text().split():
            reader.add_feed(url)
    else:
        # By its own timetable none would be due again within the hour.
        reader.update_feeds(scheduled=False, workers=int(workers))
        failed = [feed.url for feed in reader.get_feeds() if feed.last_exception]
        if failed:
            sys.exit(f"{len(failed)} failed, such as {failed[0]}")
