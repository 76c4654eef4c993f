"""Fordring: invoice payments and collection for Norway, Sweden and Finland behind two existing HTTP APIs."""
