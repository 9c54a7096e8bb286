from django.db import migrations, models


class Migration(migrations.Migration):
    """A fact is named by the kode of what it speaks of; that of a course may have 60 signs."""

    dependencies = [("umkm", "0004_surat_pkp")]

    operations = [
        migrations.AlterField(model_name="rekamjejak", name="kode", field=models.CharField(max_length=60)),
    ]
