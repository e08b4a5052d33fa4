class DemonstrationError(Exception):
    """Demonstration records cannot be added; the message says why in one sentence."""
