"""rest-json as Amazon Connect Cases speaks it, compiled from the installed service model."""
