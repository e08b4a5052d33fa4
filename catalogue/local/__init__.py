"""Running the catalogue on one machine: its database, its server, its checks."""
