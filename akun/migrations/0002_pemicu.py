from django.db import migrations

from inti.triggers import abadi


class Migration(migrations.Migration):
    """The two books of the accounts are written only at the end."""

    dependencies = [("akun", "0001_initial")]

    operations = [abadi("akun_catatanakun"), abadi("akun_logbaca")]
