"""What a million sources and two million articles a day would cost, from measured unit costs."""
