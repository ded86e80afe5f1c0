"""The command line's commands, one a file; `cli.py` names them. They may import everything, nobody imports them."""
