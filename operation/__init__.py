"""How the running program is seen from outside: metrics, health, watchdog, structured logs."""
