"""Chromium as people have it: with its windows, and with a graphics card, here a simulated one, for all it draws."""

import shutil

from tests import serving

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [flag for flag in serving.FLAGS if flag not in serving.PLAINLY]
