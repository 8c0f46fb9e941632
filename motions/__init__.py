"""What was proposed in council, its points, and how each was answered."""
