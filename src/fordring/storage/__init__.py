"""PostgreSQL: SQL by hand, one transaction, migrations. Rows do not leave this package."""
