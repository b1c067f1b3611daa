"""Lumen: a desktop companion with a living avatar."""

import os

__version__ = "0.1.0"

# ONNX Runtime sends events to its maker, and keeps a number of this machine for them,
# unless it finds this when it is imported; its own switch comes too late. Whoever
# imports any part of Lumen has run this line before.
# Source: onnxruntime 1.31, Privacy.md, "Disabling Telemetry".
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
