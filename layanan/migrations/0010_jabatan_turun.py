from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def kunci(**lain: Any) -> Any:
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="akun.jabatan", **lain)


class Migration(migrations.Migration):
    """The services let go of the offices. Nothing to do in the database: the keys followed the renamed tables."""

    dependencies = [
        ("akun", "0004_jabatan"),
        ("layanan", "0009_isian_dari_usaha"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="layanan",
                    name="atasan",
                    field=kunci(blank=True, null=True, verbose_name="pemutus keberatan"),
                ),
                migrations.AlterField(
                    model_name="penanda",
                    name="jabatan",
                    field=kunci(verbose_name="jabatan"),
                ),
                migrations.AlterField(
                    model_name="periodeskm",
                    name="penanda",
                    field=kunci(
                        blank=True,
                        help_text="Nama pejabatnya dibaca dari daftar pejabat.",
                        null=True,
                        verbose_name="penanda tangan laporan",
                    ),
                ),
                migrations.AlterField(
                    model_name="tahaptanda",
                    name="jabatan",
                    field=kunci(),
                ),
                migrations.DeleteModel(name="Pejabat"),
                migrations.DeleteModel(name="Jabatan"),
            ],
        ),
    ]
