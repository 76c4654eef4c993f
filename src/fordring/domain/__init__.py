"""The rules: values, tables and functions. No I/O, no clock, no float."""
