"""Links -> absolute, unwrapped, as keys; which entry an entry is. Pure."""
