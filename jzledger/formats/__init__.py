"""Documents made of cells or paragraphs: their bytes, and the layouts that say how ours look."""
