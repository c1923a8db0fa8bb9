"""Everything remembered: a file per noun over one small Database seam."""
