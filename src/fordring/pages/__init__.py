"""HTML: the mailbox and the front page."""
