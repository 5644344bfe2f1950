"""Tests that are put to a stand-in for the real service; they are collected only when named."""
