"""How does what is made to be printed become PDF? By the print of Chromium, for every such page of a site; needs the test extra."""

import os
import shutil
import sys
from pathlib import Path


def print_all(folder):
    """Write a PDF beside each page of a site in `folder` that is made to be printed; return their Paths.

    Each has its language, its title, headings that a reader can jump to, and links that lead somewhere.
    """
    from playwright.sync_api import sync_playwright

    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    made = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        for file in sorted(Path(folder).glob("papier-*.html")):
            page.goto(file.resolve().as_uri())
            page.evaluate(
                "Promise.all([...document.images].map((image) => (image.loading = 'eager', image.decode())))"
            )
            page.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")
            target = file.with_suffix(".pdf")
            page.pdf(path=target, prefer_css_page_size=True, tagged=True, outline=True, print_background=True)
            made.append(target)
        browser.close()
    return made


if __name__ == "__main__":
    print(f"Pdf's gemaakt: {len(print_all(sys.argv[1]))}.")
