"""The e-mail around a document: words in the payer's language, and its plain and HTML forms."""
