"""Room on disk for what does not fit the memory."""
