from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inti", "0004_tautan"),
        ("layanan", "0002_pemicu"),
        ("umkm", "0003_pencarian"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="berkaspermohonan",
            options={
                "default_permissions": ("view",),
                "ordering": ("syarat__urut", "urut", "pk"),
                "verbose_name": "berkas permohonan",
                "verbose_name_plural": "berkas permohonan",
            },
        ),
        migrations.RemoveConstraint(
            model_name="layanan",
            name="layanan_kode_bukan_halaman",
        ),
        migrations.RemoveConstraint(
            model_name="permohonan",
            name="permohonan_batal_bersebab",
        ),
        migrations.RemoveConstraint(
            model_name="permohonan",
            name="permohonan_akan_batal_hanya_perbaikan",
        ),
        migrations.AddField(
            model_name="berkaspermohonan",
            name="urut",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="urutan halaman"),
        ),
        migrations.AlterField(
            model_name="permohonan",
            name="akan_batal",
            field=models.DateField(
                editable=False,
                help_text="Diberitahukan kepada pemohon: batal pada hari ini bila belum dikirim.",
                null=True,
            ),
        ),
        migrations.AlterField(
            model_name="permohonan",
            name="sebab_batal",
            field=models.CharField(
                blank=True,
                choices=[
                    ("PEMOHON", "Dibatalkan pemohon"),
                    ("KEDALUWARSA", "Tidak dilengkapi sampai batas waktu"),
                    ("TAK_DIKIRIM", "Tidak jadi dikirim"),
                ],
                editable=False,
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="layanan",
            constraint=models.CheckConstraint(
                condition=models.Q(("kode__in", ("permohonan", "tujuan")), _negated=True),
                name="layanan_kode_bukan_halaman",
                violation_error_message="Kode ini dipakai halaman lain. Pilih kode lain.",
            ),
        ),
        migrations.AddConstraint(
            model_name="permohonan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "DIBATALKAN"), ("sebab_batal__in", ["PEMOHON", "KEDALUWARSA", "TAK_DIKIRIM"])),
                    models.Q(models.Q(("status", "DIBATALKAN"), _negated=True), ("sebab_batal", "")),
                    _connector="OR",
                ),
                name="permohonan_batal_bersebab",
                violation_error_message="Permohonan yang dibatalkan harus menyebut sebabnya, yang lain tidak.",
            ),
        ),
        migrations.AddConstraint(
            model_name="permohonan",
            constraint=models.CheckConstraint(
                condition=models.Q(("akan_batal", None), ("status__in", ("DRAF", "PERBAIKAN")), _connector="OR"),
                name="permohonan_akan_batal_menunggu_pemohon",
                violation_error_message="Hanya permohonan yang menunggu pemohon yang dapat kedaluwarsa.",
            ),
        ),
    ]
