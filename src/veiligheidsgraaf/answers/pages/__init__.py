"""Page objects: frozen dataclasses that say all a page shows, so that no template or view asks a store."""
