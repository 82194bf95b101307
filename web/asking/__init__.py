"""How pages ask the database: once (decision 0020).

`ask()` answers a question at once, `Prepared` keeps its SQL for the next time, and a `Listing` gives a list in pages.
Everything else in this package is its own business.
"""

from web.asking._listing import Listing
from web.asking._prepared import Prepared
from web.asking._question import ask

__all__ = ["Listing", "Prepared", "ask"]
