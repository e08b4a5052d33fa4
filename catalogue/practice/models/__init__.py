"""Adoptions, promotion and pilots."""
