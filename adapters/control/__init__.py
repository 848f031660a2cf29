"""Small state that several processes share (API keys for now), in `control.sqlite` beside the record store."""
