from django.contrib.auth.management import create_permissions
from django.db import migrations

from portal.accounts import set_up_roles

APPS = ["auth", "portal", "contacts", "strategy", "news"]


def create_roles(apps, schema_editor):
    # Django makes permissions after all migrations; the roles need them now.
    for label in APPS:
        app = apps.get_app_config(label)
        app.models_module = True  # else Django takes it for an app without models
        create_permissions(app, verbosity=0, using=schema_editor.connection.alias, apps=apps)
        app.models_module = None
    set_up_roles(apps)


class Migration(migrations.Migration):

    dependencies = [
        ("portal", "0006_publish_permissions"),
        ("contacts", "0002_publish_permissions"),
        ("strategy", "0003_publish_permissions"),
        ("news", "0004_publish_permissions"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(create_roles, migrations.RunPython.noop)]
