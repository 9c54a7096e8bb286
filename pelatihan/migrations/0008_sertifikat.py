import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("akun", "0004_jabatan"),
        ("pelatihan", "0007_seleksi_usulan"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="kurikulum",
            name="setara",
            field=models.CharField(
                blank=True,
                choices=[
                    ("NIB", "NIB (Nomor Induk Berusaha)"),
                    ("PIRT", "P-IRT (Pangan Industri Rumah Tangga)"),
                    ("HALAL", "Sertifikat halal"),
                    ("BPOM", "Izin edar BPOM"),
                    ("SNI", "SNI"),
                    ("MEREK", "Merek terdaftar"),
                    ("PKP", "Sertifikat PKP (penyuluhan keamanan pangan)"),
                ],
                help_text="Surat yang dianggap dimiliki usaha setelah lulus, misalnya PKP. Layanan membacanya.",
                max_length=6,
                verbose_name="lulus dihitung sebagai",
            ),
        ),
        migrations.AddField(
            model_name="kurikulum",
            name="penanda",
            field=models.ForeignKey(
                blank=True,
                help_text="Kosong: Kepala Dinas. Yang tercetak adalah pejabatnya pada hari sertifikat diterbitkan.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="akun.jabatan",
                verbose_name="penanda tangan sertifikat",
            ),
        ),
        migrations.AddField(
            model_name="kurikulum",
            name="tampil_nilai",
            field=models.BooleanField(default=False, verbose_name="cetak nilai di belakang sertifikat"),
        ),
        migrations.CreateModel(
            name="Penerbitan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("cetakan", models.JSONField(editable=False)),
                ("sewa", models.UUIDField(editable=False, null=True)),
                ("dikerjakan_sampai", models.DateTimeField(editable=False, null=True)),
                ("gagal", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("galat", models.CharField(blank=True, editable=False, max_length=300)),
                ("dibuat", models.DateTimeField(auto_now_add=True)),
                ("selesai_pada", models.DateTimeField(editable=False, null=True)),
                (
                    "angkatan",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="penerbitan", to="pelatihan.angkatan"
                    ),
                ),
                (
                    "oleh",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "penerbitan sertifikat",
                "verbose_name_plural": "penerbitan sertifikat",
                "ordering": ("-pk",),
                "permissions": [
                    ("terbitkan_sertifikat", "Menerbitkan ulang sertifikat pelatihan"),
                    ("koreksi_hasil", "Mengoreksi hasil dan mencabut sertifikat setelah kelas berakhir"),
                ],
                "default_permissions": ("view",),
            },
        ),
    ]
