"""Files of strangers, read as texts in rows: nothing in them runs or grows."""
