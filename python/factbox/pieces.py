"""Many documents as lines of JSON or sections of a page, in their order, by several processes.

What is drawn is made of Python's objects, which one process makes one at a time however many threads it has; so
documents go to processes in shares, and only text comes back.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import lru_cache
from itertools import chain
from multiprocessing import connection
from pathlib import Path
from typing import NamedTuple

import factbox
from factbox import display
from factbox.corpus import analyzed, found_in
from factbox.inputs import UnreadableError

Given = tuple[str, object]
"""A document as it was read: its id, and its text or what stands in its place."""
SHARE_DOCUMENTS = 256
SHARE_LENGTH = 1 << 18
"""How many characters make a share: enough to be worth a process's while, and little to wait for."""


class ProcessEndedError(Exception):
    """A process ended before its work was done, most likely for want of memory."""


class Piece(NamedTuple):
    """A document drawn, or why it could not be read, or neither where there is no text.

    `counts` are its sentences, mentions and figures.
    """

    name: str
    drawn: str | None = None
    error: str | None = None
    counts: tuple[int, int, int] = (0, 0, 0)


def line(name: str, document: factbox.Document) -> str:
    """A document as a line of JSON."""
    return json.dumps({"doc": name, **document.to_dict()}, ensure_ascii=False) + "\n"


DRAW: dict[str, Callable[[str, factbox.Document], str]] = {"jsonl": line, "html": display.section_html}


def pieces(documents: Iterable[Given], form: str, processes: int, gazetteer: Path | None = None) -> Generator[Piece]:
    """Each document drawn, with the names of a saved gazetteer.

    A few shares for each process are under way, so that memory stays flat. What is a single share is drawn here.
    """
    parted = shares(documents)
    begun = [share for _, share in zip(range(2), parted, strict=False)]
    parted = chain(begun, parted)
    if processes == 1 or len(begun) < 2:
        for share in parted:
            yield from drawn(form, share, gazetteer)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context, initializer=stay_until_told) as pool:
        waiting: deque[Future[list[Piece]]] = deque()
        try:
            for share in parted:
                with interrupts_held():
                    waiting.append(pool.submit(drawn, form, share, gazetteer))
                if len(waiting) > 2 * processes:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool:
            raise ProcessEndedError("a process was ended from outside; with less memory to spare, try -j 1") from None
        finally:
            # what is in hand is finished: a process that ends with a lock of the pool's held leaves the others waiting
            pool.shutdown(wait=True, cancel_futures=True)


def shares(documents: Iterable[Given]) -> Iterator[list[Given]]:
    """Documents in shares for a process."""
    share: list[Given] = []
    length = 0
    for name, text in documents:
        share.append((name, text))
        length += len(text) if isinstance(text, str) else 0
        if len(share) >= SHARE_DOCUMENTS or length >= SHARE_LENGTH:
            yield share
            share, length = [], 0
    if share:
        yield share


@lru_cache(maxsize=1)
def opened(path: Path) -> factbox.Gazetteer:
    """A gazetteer, opened once by each process."""
    return factbox.Gazetteer.open(path)


def drawn(form: str, share: Iterable[Given], gazetteer: Path | None = None) -> list[Piece]:
    """The documents of a share, drawn."""
    names = None if gazetteer is None else opened(gazetteer)
    made = []
    for name, text in share:
        try:
            document = None if text is None else analyzed(text, names)
        except (TypeError, factbox.FactboxError, UnreadableError) as error:
            made.append(Piece(name, error=str(error)))
        else:
            drawing = None if document is None else DRAW[form](name, document)
            made.append(Piece(name, drawing, counts=(0, 0, 0) if document is None else found_in(document)))
    return made


@contextmanager
def interrupts_held() -> Iterator[None]:
    """An interrupt within is heard at the end, and does not reach a process that is started within."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    heard: list[int] = []
    handler = signal.getsignal(signal.SIGINT)
    # another thread may take the signal that is blocked in this one
    deferred = callable(handler) and threading.current_thread() is threading.main_thread()
    if deferred:
        signal.signal(signal.SIGINT, lambda number, frame: heard.append(number))
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
        if deferred:
            signal.signal(signal.SIGINT, handler)
    if heard:
        raise KeyboardInterrupt


def stay_until_told() -> None:
    """A process of the pool leaves interrupts, which a terminal sends to all, to the one that began it, its end too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    begun_by = multiprocessing.parent_process()
    if begun_by is not None:
        threading.Thread(target=end_with, args=(begun_by.sentinel,), daemon=True).start()


def end_with(sentinel: int) -> None:
    """Ends this process when the other has ended, however it did."""
    connection.wait([sentinel])
    os._exit(1)
