"""The pages of a round from the approval to the archive."""
