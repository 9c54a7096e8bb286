import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import inti.kode
from inti.triggers import abadi


def beri_kode(apps, schema_editor):
    """Give every session of before a code of its own."""
    for sesi in apps.get_model("pelatihan", "Sesi").objects.filter(kode=None).iterator():
        sesi.kode = inti.kode.buat()
        sesi.save(update_fields=["kode"])


class Migration(migrations.Migration):
    dependencies = [
        ("pelatihan", "0003_publik"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("sesi", "kode", models.CharField(max_length=20, null=True, editable=False)),
        migrations.RunPython(beri_kode, migrations.RunPython.noop),
        migrations.AlterField(
            "sesi",
            "kode",
            models.CharField(max_length=20, unique=True, default=inti.kode.buat, editable=False),
        ),
        migrations.AddField(
            "tandahadir",
            "atas",
            django.contrib.postgres.fields.ArrayField(models.UUIDField(), blank=True, default=list, size=None),
        ),
        migrations.AlterField(
            "tandahadir",
            "keadaan",
            models.CharField(
                blank=True,
                choices=[
                    ("HADIR", "Hadir"),
                    ("TERLAMBAT", "Hadir terlambat"),
                    ("IZIN", "Izin"),
                    ("SAKIT", "Sakit"),
                    ("ALPA", "Tanpa kabar"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            "tandahadir",
            "asal",
            models.CharField(
                choices=[
                    ("PELATIH", "Pelatih"),
                    ("MANDIRI", "Mandiri"),
                    ("PENUTUP", "Tanpa tanda saat daftar ditutup"),
                ],
                default="PELATIH",
                max_length=8,
            ),
        ),
        migrations.CreateModel(
            name="RiwayatDaftar",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tutup", models.BooleanField(verbose_name="ditutup")),
                ("pada", models.DateTimeField(auto_now_add=True)),
                (
                    "oleh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "sesi",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="riwayat_daftar",
                        to="pelatihan.sesi",
                    ),
                ),
            ],
            options={
                "verbose_name": "riwayat daftar hadir",
                "verbose_name_plural": "riwayat daftar hadir",
                "ordering": ("sesi", "pk"),
                "default_permissions": ("view",),
            },
        ),
        abadi("pelatihan_riwayatdaftar"),
    ]
