"""A frame of incidents to one HTML file."""
