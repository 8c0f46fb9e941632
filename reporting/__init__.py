"""What people read from the register: what is written out of it, for people and for programs."""
