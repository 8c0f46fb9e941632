"""What people follow: told by e-mail as often as they like, by feed and by calendar."""
