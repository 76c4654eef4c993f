"""Letters about claims: one general model with paragraphs and tables, and the letters of follow-up made of it."""
