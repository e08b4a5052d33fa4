"""Find a method for one's own community: a question, a formula, reasons."""
