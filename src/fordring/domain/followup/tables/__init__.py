"""The dated figures of each country: rows of data, each with its source and how sure it is."""
