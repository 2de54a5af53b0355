"""The steps that bring the tables of an older cockpit up to date, one file each."""
