"""What is remembered: tables, queries, files in and out. Imports no screen library and reads no clock."""
