"""What steps remember, in little room, the ways to find it, and its images. Pure; what changes is Memory."""
