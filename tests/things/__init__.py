"""Things per module, a file each, named as the module: tests/objects.py finds them by themselves."""
