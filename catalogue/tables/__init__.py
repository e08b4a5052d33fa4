"""Tables as files: workbooks and CSV that are sent while they are made."""
