"""A person decides on suggestions; decisions are text; what is accepted becomes the graph of a plan."""
