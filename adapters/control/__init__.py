"""Small state that several processes share (API keys), in `control.sqlite` beside the record store."""
