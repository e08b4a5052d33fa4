"""How methods were and will be made known: list, timelines, calendar and files."""
