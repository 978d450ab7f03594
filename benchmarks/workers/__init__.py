"""Throughput with one, two and four workers on one PostgreSQL, beside one program alone."""
