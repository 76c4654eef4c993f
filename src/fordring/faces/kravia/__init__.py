"""The creditor face: Kravia's invoice and collection API."""
