"""What leans on moto from outside: registration and the faster way in."""
