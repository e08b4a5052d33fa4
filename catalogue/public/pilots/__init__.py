"""The public pages of pilot programmes and their sites, and their files."""
