"""The site is built without a network, and asks for nothing from elsewhere when it is read."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import factbox
import pytest

ROOT = Path(__file__).parent.parent
FETCHED = re.compile(
    r"""<(?:script|img|iframe|source)[^>]*\ssrc=["']?(https?:|//)|<link[^>]*\shref=["']?(https?:|//)"""
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if importlib.util.find_spec("mkdocs") is None:
        pytest.skip("needs MkDocs")
    folder = tmp_path_factory.mktemp("site")
    # a proxy that is not there: whatever asks for a page from elsewhere fails
    closed = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", folder]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | closed, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    pages = [path for path in site.rglob("*") if path.suffix in (".html", ".css")]
    assert len(pages) > 15
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert not FETCHED.search(text), page.name
        assert not re.search(r"url\(['\"]?(https?:|//)|@import", text), page.name


def test_the_reference_has_every_public_name_and_what_it_does(site: Path) -> None:
    page = (site / "reference.html").read_text(encoding="utf-8")
    for name in factbox.__all__:
        if name.startswith("_"):
            continue
        [said] = re.findall(rf'id="factbox\._factbox\.{name}".*?(<p>.*?</p>)', page, re.DOTALL)[:1] or [""]
        assert len(said) > 20, name


def test_links_within_the_site_lead_somewhere(site: Path) -> None:
    ids = {
        page.name: set(re.findall(r'\sid="([^"]+)"', page.read_text(encoding="utf-8"))) for page in site.glob("*.html")
    }
    for page in site.glob("*.html"):
        for link in re.findall(r'href="([^"]*)"', page.read_text(encoding="utf-8")):
            path, _, anchor = link.partition("#")
            if page.name == "404.html" or re.match(r"\w+:|/", path):
                continue
            target = path or page.name
            assert (site / target).exists(), f"{page.name}: {link}"
            if anchor and target in ids:
                assert anchor in ids[target] or anchor.startswith("__"), f"{page.name}: {link}"


def test_the_search_works_where_the_site_is_opened_as_files(site: Path) -> None:
    sync_api = pytest.importorskip("playwright.sync_api")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("needs Chromium")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto((site / "index.html").as_uri())
        page.keyboard.press("f")
        page.locator("input.md-search__input").wait_for()
        page.keyboard.type("gazetteer")
        page.locator("a.md-search-result__link[href*='gazetteers.html']").first.wait_for(timeout=20_000)
        browser.close()
