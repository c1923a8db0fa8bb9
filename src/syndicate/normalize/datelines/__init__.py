"""What a report opens with -> where, when, from whom. Pure."""
