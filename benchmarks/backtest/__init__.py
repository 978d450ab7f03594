"""How fast rules are replayed over an archive: `python -m benchmarks.backtest`."""
