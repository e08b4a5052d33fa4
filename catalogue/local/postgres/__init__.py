"""The embedded PostgreSQL: the server of a checkout that has no DATABASE_URL."""
