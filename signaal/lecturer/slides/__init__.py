"""A lesson as slides: which slide begins where, and the page that shows them."""
