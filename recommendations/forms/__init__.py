"""What a person may type about recommendations and actions; a file per page."""
