"""Several servers behind the proxies of examples/sharding."""
