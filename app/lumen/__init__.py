"""Lumen: a desktop companion with a living avatar."""

__version__ = "0.1.0"
