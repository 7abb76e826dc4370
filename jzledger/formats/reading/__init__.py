"""Understanding a foreign workbook: which rows a careful clerk would type in from it, and what stays unclear."""
