"""What the buttons do, one press a file, each a pure reply."""
