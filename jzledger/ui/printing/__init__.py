"""Tables on paper: what is printed, how it is divided into pages, one painter for screen, PDF and printer."""
