"""What headlines say in other languages than English, a file for each: read form.py first. Data only."""
