"""Veiligheidsgraaf: Dutch municipal safety plans as a knowledge graph.

Data flows down: text files -> `turtle` -> `check` -> `release` on disk -> `store` -> `answers` -> `web` and
`cli`. `words` holds what all of them share. A test keeps the imports in that order.
"""
