"""Everything that imports Qt."""

from __future__ import annotations

from lumen.ui.quiet_imports import stop_source_scan

stop_source_scan()
