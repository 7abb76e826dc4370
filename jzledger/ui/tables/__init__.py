"""The table of the window: told its columns as Fields, it knows nothing of issues or projects."""
