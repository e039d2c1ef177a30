import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('strategy', '0004_help_texts'),
    ]

    operations = [
        migrations.AddField(
            model_name=model_name,
            name='updated_at',
            field=models.DateTimeField(auto_now=True, default=django.utils.timezone.now, verbose_name='last changed'),
            preserve_default=False,
        )
        for model_name in ('activitymilestone', 'milestone', 'statuschange')
    ]
