"""Intercepts the requests of clients; nothing else patches botocore, requests or urllib3."""
