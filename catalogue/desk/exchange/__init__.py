"""Methods in and out of the desk as Excel and CSV files."""
