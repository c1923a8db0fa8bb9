"""`syndicate` as it is, with 64 file descriptors: python cramped.py run --config FILE."""

from __future__ import annotations

import resource

from syndicate.cli import main

if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    main()
