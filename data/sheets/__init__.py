"""What is handed out: tables and sheets as Markdown, CSV, XLSX, ICS and JSON, in the language in use."""
