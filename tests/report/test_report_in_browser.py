"""The report in a browser: everything is drawn, the console is silent, nothing is asked of any network."""

import shutil

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module", params=[1280, 390], ids=["desk", "telephone"])
def opened(request, browser, report):
    page = browser.new_page(viewport={"width": request.param, "height": 900})
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda message: asked.append(message.url))
    page.goto(report.as_uri())
    page.wait_for_selector("html[data-drawn]", state="attached", timeout=60_000)
    yield page, said, asked
    page.close()


def test_every_figure_is_drawn(opened):
    page, _, _ = opened
    plots = page.locator(".plot").count()
    assert page.locator(".plot .main-svg").count() >= plots > 20
    assert page.locator("#figure-ascendancy .scatterlayer .trace").count() >= 6
    assert page.locator("#figure-stance .heatmaplayer image").count() == 1
    assert page.locator("#figure-claims .scatterlayer .trace").count() >= 6


def test_the_console_is_silent(opened):
    assert opened[1] == []


def test_nothing_is_asked_of_any_network(opened, report):
    assert opened[2] == [report.as_uri()]


def test_the_page_does_not_scroll_sideways(opened):
    page, _, _ = opened
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_it_prints(browser, report):
    page = browser.new_page()
    page.goto(report.as_uri())
    page.wait_for_selector("html[data-drawn]", state="attached", timeout=60_000)
    assert len(page.pdf(format="A4")) > 50_000
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 1000})  # A4 less its margins
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("document.documentElement.scrollWidth") <= 680
    page.close()
