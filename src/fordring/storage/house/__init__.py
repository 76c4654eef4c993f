"""The few tables without a merchant: bank accounts and files, directories, clients and tokens."""
