"""What people decided -> what stands where, whatever a score says. Pure."""
