"""Where the people are: one channel a file, one command a file."""
