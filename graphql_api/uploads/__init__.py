"""Files over HTTP: the bulk door of the API, and what it shares with the command line's way in."""
