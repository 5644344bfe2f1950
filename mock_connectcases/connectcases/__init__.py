"""Amazon Connect Cases as a backend of moto, under the names that moto derives."""
