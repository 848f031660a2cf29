"""The command line beside a running server: finding it, and handing it files over loopback."""
