"""The shell: reads arguments and the clock, calls down, shows. One module per noun."""
