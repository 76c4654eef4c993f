"""Settlement reports: one resolved report value, and its forms as PDF, CSV, XML and JSON."""
