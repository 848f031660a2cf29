"""What each command of ./run does; loaded when it is called."""
