"""How long `run` takes from its start to the first request, by sources and remembered articles."""
