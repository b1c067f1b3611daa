"""Whose turn it is and what to answer."""
