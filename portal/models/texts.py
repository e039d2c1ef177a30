"""Texts that people write: cleaned of what nobody can see, rows chosen by them, and who is told when one statement
changes those of many rows."""

from functools import reduce
from operator import or_

from django.db import models, transaction
from django.db.models import Q

from portal.changes import changed_in_bulk
from portal.links import dead, own_paths
from portal.rich_text import RichTextField
from portal.text import visible
from portal.translation_state import lacks_english


class Written(models.Model):
    """Something with texts that people write. However they come in, what nobody can see is taken out of plain ones."""

    class Meta:
        abstract = True

    def clean_fields(self, exclude=None):
        for field in self._meta.concrete_fields:
            # Not by its attribute: without an English text that is the German one, and would be stored as English.
            value = self.__dict__.get(field.attname)
            if isinstance(value, str) and not isinstance(field, RichTextField):
                self.__dict__[field.attname] = visible(value)
        super().clean_fields(exclude)


class TextQuerySet(models.QuerySet):
    """Rows with texts in German and English. A statement that changes many of them sends `changed_in_bulk`, so that the
    search index learns of it."""

    @transaction.atomic
    def update(self, **values):
        pks = set(self.values_list("pk", flat=True))
        changed = super().update(**values)
        changed_in_bulk.send(self.model, pks=pks)
        return changed

    update.alters_data = True

    @transaction.atomic
    def bulk_create(self, rows, *args, **options):
        created = super().bulk_create(rows, *args, **options)
        changed_in_bulk.send(self.model, pks={row.pk for row in created})
        return created

    def without_english(self):
        """Those with a German text whose English is missing."""
        return self.filter(lacks_english(self.model))

    def with_dead_links(self):
        """Those whose formatted texts link to a page of the portal that is not there."""
        names = [field.name for field in self.model._meta.fields if isinstance(field, RichTextField)]
        columns = [name for name in names if name.endswith(("_de", "_en"))]
        linking = self.filter(reduce(or_, (Q(**{f"{column}__contains": "href="}) for column in columns)))
        paths = {
            pk: set().union(*map(own_paths, texts)) for pk, *texts in linking.order_by().values_list("pk", *columns)
        }
        nowhere = dead(set().union(*paths.values()))
        return self.filter(pk__in=[pk for pk, linked in paths.items() if linked & nowhere])


def empty(column):
    return Q(**{column: ""}) | Q(**{f"{column}__isnull": True})
