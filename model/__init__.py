"""The nouns of Wirewatch, all frozen, and the ports between its rooms.

tick ─due→ Source ─fetch→ Fetched ─read→ Article ─unseen→ Article ─match→ Match
     ─address→ Alert ─commit→ outbox ─claim→ Alert ─muted?─send─record→ Receipt

Nothing here imports another room, opens anything, or reads the clock. All moments
are timezone-aware datetimes in UTC, all lengths of time are timedeltas.
"""
