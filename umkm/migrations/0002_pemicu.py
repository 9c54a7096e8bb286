from django.db import migrations

from inti.triggers import abadi


class Migration(migrations.Migration):
    dependencies = [("umkm", "0001_initial")]

    operations = [abadi("umkm_riwayatusaha"), abadi("umkm_riwayatusulan")]
