"""What a plan says in words: reasons, steps and outcomes in Norwegian, Swedish, Finnish and English."""
