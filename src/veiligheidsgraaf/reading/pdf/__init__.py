"""PDF: characters with their places become lines, and lines what they are on the page."""
