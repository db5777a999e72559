"""How does a JupyterLab with a visitor come and go? As in tests/browser, without pytest's fixtures."""

from contextlib import contextmanager

from playwright.sync_api import sync_playwright

from tests.browser.conftest import SECOND, Lab, chromium, forget, start_lab, stop_lab


@contextmanager
def open_chromium():
    """Yield a headless Chromium."""
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
        browser = playwright.chromium.launch(executable_path=chromium(), args=flags)
        yield browser
        browser.close()


@contextmanager
def open_server(folder):
    """Start JupyterLab on `folder`; yield its address."""
    process, address = start_lab(folder)
    try:
        yield address
    finally:
        stop_lab(process)


@contextmanager
def open_page(browser, address, folder):
    """Yield a Lab whose browser context is new, so that its cache is empty; stop its kernels afterwards."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL")
    context.set_default_timeout(60 * SECOND)
    yield Lab(context.new_page(), address, folder)
    context.close()
    forget(address)


@contextmanager
def open_lab(browser, folder):
    """Start JupyterLab on `folder`; yield a Lab."""
    with open_server(folder) as address, open_page(browser, address, folder) as lab:
        yield lab
