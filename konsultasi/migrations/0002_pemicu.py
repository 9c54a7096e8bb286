from django.db import migrations

from inti.triggers import abadi


class Migration(migrations.Migration):
    dependencies = [("konsultasi", "0001_initial")]

    operations = [abadi("konsultasi_riwayatjanjitemu")]
