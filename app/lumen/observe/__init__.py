"""Metrics and logs that stay on this machine."""
