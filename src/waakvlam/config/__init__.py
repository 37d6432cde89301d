"""Where the house is put together: settings, addresses, database, permissions.

The top of the import order: it may import every module, no module imports it.
"""
