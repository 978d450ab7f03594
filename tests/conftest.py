"""What holds for every test."""

import os

from hypothesis import settings

# A slow machine is no failure. In CI the same examples every time: a red run is then the
# change's doing; at the desk new ones each time, to find what nobody thought of.
settings.register_profile("desk", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")

# no test works on somebody's database: those that need one make a schema (tests/kit/postgres.py)
os.environ.pop("DATABASE_URL", None)
