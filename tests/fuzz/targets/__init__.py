"""What is fed: each raises AssertionError, or whatever it was, where a promise breaks."""
