"""What nginx is told: which replicas there are, and how they are asked."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from pages.frame import slides

HERE = Path(__file__).parent
SECONDS_OUT = 5
"""How long a replica that did not answer is asked last."""


def program() -> str | None:
    """Return where nginx is installed; Debian keeps it where only root looks."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


def site(replicas: Iterable[str], *, listen: str, name: str, cache: Path) -> str:
    """Return the configuration of the dashboard within the http block of nginx.

    Parameters
    ----------
    replicas
        Where they answer, each as address and port.
    listen
        Address and port, or the port, at which browsers ask.
    name
        The name browsers ask for; `_` for any.
    cache
        The folder for the files nginx keeps.
    """
    servers = "\n".join(f"    server {one} max_fails=1 fail_timeout={SECONDS_OUT}s;" for one in replicas)
    return _filled(
        "nginx.conf.in",
        REPLICAS=servers,
        LISTEN=listen,
        NAME=name,
        CACHE=str(cache),
        GONE=slides.GONE,
        UNAVAILABLE=(HERE / "unavailable.html").read_text(encoding="utf-8").strip(),
    )


def alone(folder: Path) -> str:
    """Return the whole configuration of an nginx that keeps all it needs in a folder, with `dashboard.conf` there."""
    return _filled("alone.conf.in", RUN=str(folder))


def _filled(template: str, **values: str) -> str:
    text = (HERE / template).read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    return text
