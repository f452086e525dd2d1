"""What is shown and taken along of a roster: charts, pages, workbooks, calendars."""
