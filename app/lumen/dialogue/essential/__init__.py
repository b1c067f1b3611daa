"""The tier that answers with nothing installed."""

from lumen.dialogue.essential.companion import EssentialCompanion

__all__ = ["EssentialCompanion"]
