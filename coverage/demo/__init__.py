"""The demo story: the film “Last Take” and the *Rust* cases. `load()` writes it; its content is in `story.toml`."""
