from django.db import migrations

from portal.accounts import set_up_roles


class Migration(migrations.Migration):

    dependencies = [("portal", "0010_scheduled_draft")]

    operations = [migrations.RunPython(lambda apps, schema_editor: set_up_roles(apps), migrations.RunPython.noop)]
