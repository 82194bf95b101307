"""The demo story: the film “Last Take” and the *Rust* cases. `load()` writes it; `story.toml` is what it says."""
