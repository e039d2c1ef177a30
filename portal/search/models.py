"""The search index: what the public may find, in both languages, and the words it is made of."""

from django.db import models


class Entry(models.Model):
    """Something the public may see, as it is found in one language.

    What is not public is never here; what is public for a time is here before and after, and is found within.
    The words are also in the database's own full text index, which migrations/0003 makes and the database keeps.
    """

    # Tells language, kind and date (keys.py): in its order entries are shown. It is always given; a BigAutoField
    # because SQLite then finds the row by it without another index.
    id = models.BigAutoField(primary_key=True)
    kind = models.PositiveSmallIntegerField()
    object_id = models.PositiveBigIntegerField()
    public_from = models.DateTimeField(null=True)
    public_until = models.DateTimeField(null=True)
    path = models.CharField(max_length=400)
    date_text = models.CharField(max_length=100, blank=True)
    title = models.CharField(max_length=300)
    title_language = models.CharField(max_length=2)
    text = models.TextField(blank=True)
    german_text = models.TextField(blank=True)  # what an English entry has in German only
    words = models.TextField()

    class Meta:
        indexes = [
            models.Index(fields=["kind", "object_id"]),
            models.Index(fields=["id", "public_from", "public_until"], name="search_entry_times"),
        ]

    def __str__(self):
        return self.title


class Word(models.Model):
    """A word of the entries, as it is written (words.fold), and in how many of them it stands."""

    word = models.CharField(max_length=40, primary_key=True)
    uses = models.IntegerField()

    def __str__(self):
        return self.word


class WordEnding(models.Model):
    """Where a part of a compound may begin: »radwegekonzept« ends in »konzept«."""

    ending = models.CharField(max_length=40)
    word = models.ForeignKey(Word, models.CASCADE, related_name="endings")

    class Meta:
        indexes = [models.Index(fields=["ending"])]

    def __str__(self):
        return self.ending
