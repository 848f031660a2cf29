"""One file per verb. A use case is a frozen dataclass of ports; calling it does the thing."""
