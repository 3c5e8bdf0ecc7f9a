"""Routes of the pages, one module per group: a view chooses a page object and a template, no more."""
