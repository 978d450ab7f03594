"""Bytes and marks under every reader: encodings, Unicode, time stamps, nesting."""
