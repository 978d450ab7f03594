"""An invented news world on loopback, for the demo and the tests."""
