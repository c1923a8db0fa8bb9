"""What knows a text again: its copies, its editions, blurbs. Pure; what changes is Memory's."""
