"""Pages of the warm handover, by what they are for."""
