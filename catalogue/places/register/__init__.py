"""Load the register of places: read its files, stage the rows, bring the tables up."""

from catalogue.places.register.loading import load_register

__all__ = ["load_register"]
