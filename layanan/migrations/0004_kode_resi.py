from django.db import migrations, models

from inti.kode import buat


def beri_kode(apps, schema_editor):
    """Give a code to every request that was sent before there were receipts."""
    permohonan = apps.get_model("layanan", "Permohonan")
    terkirim = permohonan.objects.filter(kode_resi=None).exclude(status="DRAF")
    for pk in terkirim.values_list("pk", flat=True):
        permohonan.objects.filter(pk=pk).update(kode_resi=buat())


class Migration(migrations.Migration):
    dependencies = [("layanan", "0003_lembar_dan_draf")]

    operations = [
        migrations.RemoveConstraint(model_name="layanan", name="layanan_kode_bukan_halaman"),
        migrations.AddField(
            model_name="permohonan",
            name="kode_resi",
            field=models.CharField(
                editable=False, max_length=20, null=True, unique=True, verbose_name="kode pada resi"
            ),
        ),
        migrations.AddConstraint(
            model_name="layanan",
            constraint=models.CheckConstraint(
                condition=models.Q(("kode__in", ("kunci", "lacak", "loket", "permohonan", "tujuan")), _negated=True),
                name="layanan_kode_bukan_halaman",
                violation_error_message="Kode ini dipakai halaman lain. Pilih kode lain.",
            ),
        ),
        migrations.RunPython(beri_kode, migrations.RunPython.noop),
    ]
