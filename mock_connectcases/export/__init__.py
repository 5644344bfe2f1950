"""Reads a real domain through boto3 and writes it as a seed, with stand-ins for customers' data.

Rule of this room: it only reads from the service, and knows no hook of ours.
"""
