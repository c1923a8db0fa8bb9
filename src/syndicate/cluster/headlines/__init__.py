"""What headlines tell by themselves: roundups, columns, matches, other events; which one speaks for many. Pure."""
