"""One request and its answer: what an address may reach, a status means, a body unpacks to."""
