"""Run the quick benchmarks one after another: `python -m benchmarks`."""

from __future__ import annotations

import runpy
import sys

for name in ("cold_start", "lookup", "recognition", "pipeline", "map", "scaling"):
    print(f"\n## {name}")
    sys.argv = [name]
    runpy.run_module(f"benchmarks.{name}", run_name="__main__")
