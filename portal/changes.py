"""The signal for rows that one statement has changed (`update`, `bulk_create`), for which Django sends none.

What is made from the rows, such as the search index, hears of them by it."""

from django.dispatch import Signal

# Sent with `pks`, the keys of the rows of the sender, within the transaction that changed them.
changed_in_bulk = Signal()
