"""What the mock's handle offers to tests beside the service: faults, lags, the log of calls.

Rule of this room: nothing here changes what the service does unless a test asks for it.
"""
