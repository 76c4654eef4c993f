"""One resolved document value, many renderers."""
