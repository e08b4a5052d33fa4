"""Promotion in and out of the desk as Excel and CSV files, row by row a form."""
