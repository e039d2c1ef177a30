"""Word of what changed, for what is made from it: Django itself tells nothing of rows changed by one statement."""

from django.dispatch import Signal

# Sent with `pks`, the keys of the rows of the sender, within the transaction that changed them.
changed_in_bulk = Signal()
