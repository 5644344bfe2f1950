"""The table of targets, and the page that is made from results; nothing is timed here."""
