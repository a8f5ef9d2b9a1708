"""Make the README's two pictures of the site, in a headless Chromium.

uv run python scripts/docs/screenshots.py [OUT]
"""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from treaty_record import home
from treaty_tools.site import build, folder, record

OUT = Path(__file__).parents[2] / "docs/images"
VIEW = {"width": 960, "height": 600}
SCALE = 0.75
PICTURES = {
    "figures.png": ("figures/troops-in-russia.html", "h1", "light"),
    "event.png": ("events/kim-ratifies-treaty--2.html", "#differing", "dark"),
}
"""Each picture's page, what stands at its top, and its theme."""


def main() -> None:
    """Make the site, and a picture of some of its pages."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else OUT
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work, sync_playwright() as playwright:
        site = Path(work, "site")
        folder.write(site, build.files(record.read(home.folder()), home.folder()))
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name in PICTURES:
            (out / name).write_bytes(picture(browser, site, name))
        browser.close()


def picture(browser: Browser, site: Path, name: str) -> bytes:
    """Return a picture as PNG."""
    address, top, theme = PICTURES[name]
    context = browser.new_context(viewport=VIEW, device_scale_factor=SCALE, color_scheme=theme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"file://{site}/{address}")
    page.evaluate("top => scrollTo(0, document.querySelector(top).getBoundingClientRect().top - 12)", top)
    shot = page.screenshot()
    context.close()
    return shot


if __name__ == "__main__":
    main()
