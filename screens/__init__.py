"""What is seen: Textual screens and widgets. They turn keys into calls and values into pixels."""
