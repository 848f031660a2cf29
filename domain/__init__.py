"""Marketing Memory's domain: pure rules of marketing data. No I/O, no clock, no environment."""
