from django.db import migrations

from inti.triggers import abadi


class Migration(migrations.Migration):
    dependencies = [("pelatihan", "0005_pelatih_berizin")]

    operations = [abadi("pelatihan_perubahannilai")]
