-- Bands are forgotten by their own age: near copies are looked for among the last days alone.
CREATE INDEX band_found ON band (found_at);
