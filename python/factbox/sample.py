"""The built-in sample report: invented news with the difficulties of real news, to try everything on."""

from importlib.resources import files


def report() -> str:
    """The text of the sample report.

    >>> report().splitlines()[0]
    'Ferry sinks off the Marrow Islands as cyclone toll climbs'
    """
    return files("factbox").joinpath("sample.txt").read_text(encoding="utf-8")
