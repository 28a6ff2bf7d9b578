"""Uses what most scripts use; run once to fill the caches that make later starts fast."""

import collections
import dataclasses
import functools
import math
import time
import traceback
import typing


def _report():
    try:
        raise ValueError("a report's modules are needed too")
    except ValueError:
        traceback.format_exc()


_report()
print(f"{math.pi:.3f}", functools, dataclasses, collections, typing, time)
