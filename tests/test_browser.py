"""Results in JupyterLab, in a real browser: readable on a light and a dark ground, harmless, folded, no network.

The pictures are kept in artefacts/, whose paths are printed.
"""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

sync_api = pytest.importorskip("playwright.sync_api")
pytest.importorskip("jupyterlab")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
if CHROMIUM is None:
    pytest.skip("needs Chromium", allow_module_level=True)
ROOT = Path(__file__).parent.parent
ARTEFACTS = ROOT / "artefacts"
ARTEFACTS.mkdir(exist_ok=True)
CODE = [
    "import factbox\nfrom factbox import sample\nreport = factbox.analyze(sample.report())\nreport",
    "report.figures[0]",
    "report.mentions[0]",
    "factbox.analyze_many([sample.report()] * 3, ids=['a', 'b', 'c'])",
    "factbox.analyze('<script>document.title = \"hacked\"</script>Police arrested <b>5</b> people.\\n\\n'"
    " + '\\n\\n'.join(f'Police arrested {n} people in the town of Tesh.' for n in range(2, 300)))",
]
# The contrast of each piece of text with what lies under it, by the formula of WCAG 2; 4.5 is the least for small text.
CONTRAST = """() => {
  const parse = (color) => {
    const parts = color.match(/[\\d.]+/g).map(Number);
    const scale = color.startsWith("color(") ? 255 : 1;
    return [parts[0] * scale, parts[1] * scale, parts[2] * scale, parts.length > 3 ? parts[3] : 1];
  };
  const over = ([r, g, b, a], under) => [r, g, b].map((value, n) => value * a + under[n] * (1 - a));
  const ground = (element) => {
    if (element === null) return [255, 255, 255];
    const own = parse(getComputedStyle(element).backgroundColor);
    return own[3] === 0 ? ground(element.parentElement) : over(own, ground(element.parentElement));
  };
  const light = (color) => {
    const [r, g, b] = color.map((value) => value / 255)
      .map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const opacity = (element) => element === null ? 1
    : Number(getComputedStyle(element).opacity) * opacity(element.parentElement);
  const found = [];
  for (const part of document.querySelectorAll(".factbox")) {
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      if (!walker.currentNode.data.trim() || element.checkVisibility() === false) continue;
      const under = ground(element);
      const color = parse(getComputedStyle(element).color);
      const [a, b] = [light(over([...color.slice(0, 3), color[3] * opacity(element)], under)), light(under)];
      found.push([(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), element.tagName, walker.currentNode.data]);
    }
  }
  return found;
}"""


@dataclass
class Lab:
    """A JupyterLab at work on a notebook."""

    address: str
    requests: list[str]
    page: Any


def notebook() -> str:
    cells = [
        {"cell_type": "code", "id": f"c{n}", "metadata": {}, "execution_count": None, "outputs": [], "source": code}
        for n, code in enumerate(CODE)
    ]
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return json.dumps({"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5})


def free_port() -> int:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        return int(bound.getsockname()[1])


@pytest.fixture(scope="module", params=["light", "dark"])
def lab(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    theme = request.param
    folder = tmp_path_factory.mktemp(theme)
    (folder / "results.ipynb").write_text(notebook(), encoding="utf-8")
    for name, chosen in {
        "apputils-extension/themes": {"theme": f"JupyterLab {theme.capitalize()}"},
        "apputils-extension/notification": {"fetchNews": "false"},
        # else cells out of sight are not in the page
        "notebook-extension/tracker": {"windowingMode": "none"},
    }.items():
        path = folder / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(chosen), encoding="utf-8")
    port, token = free_port(), secrets.token_hex(16)
    options = {
        "ServerApp.port": port, "ServerApp.ip": "127.0.0.1", "IdentityProvider.token": token,
        "ServerApp.open_browser": False, "ServerApp.root_dir": folder, "LabApp.user_settings_dir": folder / "settings",
        "LabApp.workspaces_dir": folder / "workspaces", "ServerApp.allow_root": True,
    }  # fmt: skip
    command = [sys.executable, "-m", "jupyterlab", *(f"--{name}={value}" for name, value in options.items())]
    own = {name: str(folder / name) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")}
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(command, env=os.environ | own, stdout=log, stderr=log)
    try:
        wait_for(f"http://127.0.0.1:{port}/api?token={token}", server, folder / "log")
        with sync_api.sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            context = browser.new_context(viewport={"width": 1500, "height": 1000}, color_scheme=theme)
            page = context.new_page()
            page.set_default_timeout(120_000)
            # a server that starts slowly may ask for a kernel first, over the menu
            asks = page.locator(".jp-Dialog")
            page.add_locator_handler(asks, lambda dialog: dialog.locator(".jp-mod-accept").first.click())
            asked: list[str] = []
            page.on("request", lambda request: asked.append(request.url))
            address = f"http://127.0.0.1:{port}"
            page.goto(f"{address}/lab/tree/results.ipynb?token={token}")
            page.locator(".jp-Notebook .jp-CodeCell").nth(len(CODE) - 1).wait_for(state="attached")
            run_all(page)
            yield Lab(address, asked, page)
            browser.close()
    finally:
        server.terminate()
        server.wait(30)


def run_all(page: Any) -> None:
    """Runs the notebook; asked too early, a kernel that starts may not hear it."""
    last = page.locator(".factbox").nth(len(CODE) - 1)
    for _ in range(6):
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.locator(".lm-Menu-itemLabel", has_text="Run All Cells").first.click()
        try:
            last.wait_for(state="attached", timeout=20_000)
        except sync_api.TimeoutError:
            continue
        return
    page.screenshot(path=ARTEFACTS / "failed.png")
    pytest.fail(f"the notebook did not run; see {ARTEFACTS}/failed.png")


def wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(240):
        assert server.poll() is None, log.read_text(encoding="utf-8")
        try:
            urlopen(address, timeout=5).close()
        except (URLError, OSError):
            time.sleep(0.5)
        else:
            return
    pytest.fail(log.read_text(encoding="utf-8"))


def test_results_in_jupyterlab(lab: Lab, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]) -> None:
    page = lab.page
    theme = request.node.callspec.params["lab"]
    with capsys.disabled():
        page.locator(".factbox").first.evaluate("element => element.scrollIntoView()")
        page.screenshot(path=ARTEFACTS / f"jupyterlab-{theme}.png")
        # high enough for each result as a whole
        page.set_viewport_size({"width": 1500, "height": 4000})
        for number in range(len(CODE)):
            page.locator(".factbox").nth(number).screenshot(path=ARTEFACTS / f"{theme}-{number}.png")
        page.set_viewport_size({"width": 1500, "height": 1000})
        print(f"\npictures: {ARTEFACTS}/jupyterlab-{theme}.png and {theme}-*.png beside it")
    dark = page.evaluate("document.body.dataset.jpThemeLight") == "false"
    assert dark == (theme == "dark")
    pieces = page.evaluate(CONTRAST)
    assert len(pieces) > 300
    assert [piece for piece in pieces if piece[0] < 4.5] == []


def test_a_report_cannot_act_on_the_page(lab: Lab) -> None:
    page = lab.page
    assert page.title() != "hacked"
    assert page.locator(".factbox script, .factbox b").count() == 0
    assert page.get_by_text('<script>document.title = "hacked"</script>').first.is_visible()
    assert [url for url in lab.requests if not url.startswith((lab.address, "data:", "blob:"))] == []


def test_long_articles_open_by_the_keyboard(lab: Lab) -> None:
    page = lab.page
    folded = page.locator(".factbox article details")
    assert folded.count() == 1
    last = folded.locator("p").last
    assert not last.is_visible()
    folded.locator("summary").focus()
    page.keyboard.press("Enter")
    assert last.is_visible()
    page.keyboard.press("Enter")
    assert not last.is_visible()


def test_a_screen_reader_is_told_what_is_what(lab: Lab) -> None:
    told = lab.page.locator(".factbox.document").first.aria_snapshot()
    for part in ("article", "complementary", "table", "columnheader", "rowheader", "mark"):
        assert part in told
    regions = lab.page.locator(".factbox [tabindex='0']")
    assert regions.count() >= 4
    assert all(regions.nth(n).get_attribute("aria-label") for n in range(regions.count()))
