"""Pages of the coordinator of call rounds; the caller's are in `call_views`."""
