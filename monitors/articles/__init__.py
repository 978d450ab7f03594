"""One page → title, lead, text, captions, date, authors, language; the furniture left out."""
