"""How does a JupyterLab with a visitor come and go? As in tests/browser, without pytest's fixtures."""

from contextlib import contextmanager

from playwright.sync_api import sync_playwright

from tests.browser.conftest import SECOND, Lab, chromium, start_lab


@contextmanager
def open_chromium():
    """Yield a headless Chromium."""
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
        browser = playwright.chromium.launch(executable_path=chromium(), args=flags)
        yield browser
        browser.close()


@contextmanager
def open_lab(browser, folder):
    """Start JupyterLab on `folder`; yield a Lab whose browser context is new, so that its cache is empty."""
    process, address = start_lab(folder)
    try:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL")
        context.set_default_timeout(60 * SECOND)
        yield Lab(context.new_page(), address, folder)
        context.close()
    finally:
        process.terminate()
        process.wait(30)
