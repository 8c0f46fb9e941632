"""Pages that read across the parts: motions, reviews, bodies, meetings, words."""
