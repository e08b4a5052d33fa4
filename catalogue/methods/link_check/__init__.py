"""Look whether the addresses of sources still lead somewhere, politely."""
