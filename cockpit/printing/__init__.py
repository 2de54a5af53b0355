"""What the commands print for people: tables in plain text, a module for each kind of them."""
