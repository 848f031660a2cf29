"""The embedded search index: a SQLite file and arrays in memory per organization."""
