"""How fast rules meet articles: `python -m benchmarks.matching`."""
