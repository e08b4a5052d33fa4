"""What came of a method: who works by it, how it is made known, and pilots."""
