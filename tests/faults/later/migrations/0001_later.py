from django.db import migrations


class Migration(migrations.Migration):
    """Changes a table that nearly every page reads, in two steps that belong together."""

    dependencies = [("portal", "0001_initial")]
    operations = [
        migrations.RunSQL("CREATE TABLE later (id integer)", "DROP TABLE later"),
        migrations.RunSQL(
            "ALTER TABLE portal_page ADD COLUMN later integer", "ALTER TABLE portal_page DROP COLUMN later"
        ),
    ]
