"""Names, objects, and threads that each have a connection of their own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connections

from playground.sandbox.stores import Bucket, StoredObject

ACCOUNT, OTHER, REGION = "111122223333", "444455556666", "eu-west-1"
BUCKET, OTHERS_BUCKET = "photos", "others-photos"
PHOTOS, OTHERS = Bucket(BUCKET, ACCOUNT, REGION, 0.0), Bucket(OTHERS_BUCKET, OTHER, REGION, 0.0)


def stored(key: str, size: int = 1, **changes: Any) -> StoredObject:
    return StoredObject(key, size, "0" * 32, 0.0, **changes)


def at_once(work: Callable[[int], Any], times: int, workers: int = 8) -> list[Any]:
    """What `work` answers for 0, 1, 2 … in threads that run side by side."""

    def alone(number: int) -> Any:
        try:
            return work(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(alone, range(times)))
