"""What the register writes to people: letters, reminders, and what follows when nobody answers."""
