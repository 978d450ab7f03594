"""Stand-ins for the servers Wirewatch talks to, over real HTTP on loopback."""
