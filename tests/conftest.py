"""A gazetteer that many tests use; in CI a test that is skipped, for want of a tool, is a failure."""

import os

import pytest
from factbox import Gazetteer


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """Never changed by the tests that take it."""
    return Gazetteer.from_records(
        [
            {"id": "un", "label": "ORG", "name": "United Nations", "aliases": ["UN", "U.N."]},
            {"id": "mv-selda", "label": "SHIP", "name": "Selda Star"},
            {"name": "Hope"},
        ]
    )


def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if skipped and os.environ.get("CI") == "true":
        for report in skipped:
            reporter.write_line(f"\nskipped, which CI does not allow: {report.nodeid}: {report.longrepr}", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
