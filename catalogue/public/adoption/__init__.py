"""The public form that tells of an adoption, and what pages show of adoptions."""
