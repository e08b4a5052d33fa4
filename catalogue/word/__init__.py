"""Word documents: the file around the text, and its parts."""
