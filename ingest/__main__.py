"""How the process of `python -m ingest …` runs and ends; what its commands do is in `ingest.commands`."""

import gc
import os
import sys

OBJECTS = 50_000
"""After how many more objects Python looks for rings of them that nobody holds; after every 700, as by itself, it would
look for 0.3 s in a build of the whole nation, whose memory stays the same."""

TURN = 0.0001
"""Seconds after which a thread that computes in Python lets another have its turn. With Python's own 5 ms, unpacking in
the background, which waits for a turn at every few kilobytes, would hardly get on while definitions are read."""

if __name__ == "__main__":
    gc.set_threshold(OBJECTS)
    sys.setswitchinterval(TURN)
    from ingest.commands import main  # some 80,000 objects come with it

    code = main()
    sys.stdout.flush()
    os._exit(
        code
    )  # nothing is left to close, and Python's own end looks through all objects first, for 0.2 s
