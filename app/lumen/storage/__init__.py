"""What is kept: settings, secrets, the encrypted history."""
