"""Make the pictures of the README: serve the graph on a free port, open pages in Chromium, write
docs/beelden/*.png. `make shots`.
"""

import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
ROOT = HERE.parent
SHOTS = {
    "start": "/",
    "cijfers": "/cijfers",
    "overzicht": "/overzicht",
    "netwerk": "/netwerk?thema=ondermijning",
    "passage": "/passages/voorbeeldstad-2024/3-4",
}
# Of the made-up project, because its texts are here.
EXAMPLE = {"passage"}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def serve(*options: str) -> tuple[subprocess.Popen[bytes], str]:
    """A server on a free port, and its address once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    server = subprocess.Popen(  # noqa: S603 (our own command)
        [sys.executable, "-m", "veiligheidsgraaf", "serve", "--port", port, *options], cwd=ROOT
    )
    for _ in range(600):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2)
            return server, f"http://127.0.0.1:{port}"
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise SystemExit("the server does not answer")


def main() -> None:
    """Serve, take the pictures, stop."""
    example = ROOT / "tests" / "voorbeeld"
    home = tempfile.mkdtemp()
    real, made_up = (
        serve(),
        serve("--project", str(example), "--home", home, "--sources", str(example / "bronnen")),
    )
    (HERE / "beelden").mkdir(exist_ok=True)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
            page = browser.new_page(viewport={"width": 1100, "height": 720}, color_scheme="light")
            for name, path in SHOTS.items():
                page.goto((made_up if name in EXAMPLE else real)[1] + path)
                page.wait_for_timeout(1500)
                page.screenshot(path=HERE / "beelden" / f"{name}.png")
            browser.close()
    finally:
        for server, _ in (real, made_up):
            server.terminate()
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
