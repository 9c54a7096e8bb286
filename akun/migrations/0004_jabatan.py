from collections.abc import Callable
from typing import Any

import django.contrib.postgres.constraints
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

MODEL = ("jabatan", "pejabat")


def ganti_nama(dari: str, ke: str) -> str:
    """Return SQL that renames the tables and whatever of theirs carries their name: keys, indexes, sequences."""
    return rf"""
        ALTER TABLE {dari}_jabatan RENAME TO {ke}_jabatan;
        ALTER TABLE {dari}_pejabat RENAME TO {ke}_pejabat;
        DO $$ DECLARE
            milik regclass[] := ARRAY['{ke}_jabatan', '{ke}_pejabat'];
            pola text := '{dari}_(jabatan|pejabat)';
            ganti text := '{ke}_\1';
            r record;
        BEGIN
            FOR r IN SELECT conrelid::regclass AS tabel, conname::text AS lama FROM pg_constraint
                WHERE conname ~ pola AND (conrelid = ANY (milik) OR confrelid = ANY (milik))
            LOOP
                EXECUTE format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I',
                               r.tabel, r.lama, regexp_replace(r.lama, pola, ganti, 'g'));
            END LOOP;
            FOR r IN SELECT relname::text AS lama, CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'INDEX' END AS jenis
                FROM pg_class WHERE relname ~ pola AND relkind IN ('i', 'S') AND oid IN (
                    SELECT indexrelid FROM pg_index WHERE indrelid = ANY (milik)
                    UNION SELECT objid FROM pg_depend WHERE refobjid = ANY (milik))
            LOOP
                EXECUTE format('ALTER %s %I RENAME TO %I', r.jenis, r.lama, regexp_replace(r.lama, pola, ganti, 'g'));
            END LOOP;
        END $$;
    """  # noqa: S608


def ganti_pemilik(dari: str, ke: str) -> Callable[[Any, Any], None]:
    """Return what takes along who may do what, the admin's log, and the filters that officials saved.

    All of them follow the content type, save the filters, which name their list in words.
    """

    def jalan(apps: Any, schema_editor: Any) -> None:
        jenis = apps.get_model("contenttypes", "ContentType").objects
        saringan = apps.get_model("inti", "SaringanTersimpan").objects
        for model in MODEL:
            saringan.filter(daftar=f"{dari}.{model}").update(daftar=f"{ke}.{model}")
            if (lama := jenis.filter(app_label=dari, model=model).first()) is None:
                continue
            if (mendahului := jenis.filter(app_label=ke, model=model).first()) is not None:
                satukan(apps.get_model("auth", "Permission").objects, mendahului, lama)
            jenis.filter(pk=lama.pk).update(app_label=ke)

    return jalan


def satukan(izin: Any, mendahului: Any, lama: Any) -> None:
    """Take over the grants of a content type of the new name: it is there where `sync_peran` ran before `migrate`."""
    for baru in izin.filter(content_type=mendahului):
        tetap = izin.filter(content_type=lama, codename=baru.codename).first()
        if tetap is not None:
            tetap.group_set.add(*baru.group_set.all())
            tetap.user_set.add(*baru.user_set.all())
    mendahului.delete()


class Migration(migrations.Migration):
    """Offices and who holds them come down from the services: papers of other apps are signed by the same people.

    The tables move with all that points to them. The services' own state follows in layanan 0010.
    """

    dependencies = [
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("akun", "0003_catatan_kunci_api"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("inti", "0003_potongan_dan_saringan"),
        ("layanan", "0009_isian_dari_usaha"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(ganti_nama("layanan", "akun"), ganti_nama("akun", "layanan")),
            ],
            state_operations=[
                migrations.CreateModel(
                    name="Jabatan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kode", models.SlugField(max_length=40, unique=True, verbose_name="kode")),
                        ("nama", models.CharField(max_length=150, verbose_name="nama jabatan")),
                    ],
                    options={
                        "verbose_name": "jabatan",
                        "verbose_name_plural": "jabatan",
                        "ordering": ("nama",),
                        "default_permissions": ("view", "add", "change"),
                    },
                ),
                migrations.CreateModel(
                    name="Pejabat",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("nama", models.CharField(max_length=150, verbose_name="nama dengan gelar")),
                        ("nip", models.CharField(blank=True, max_length=21, verbose_name="NIP")),
                        ("pangkat", models.CharField(blank=True, max_length=80, verbose_name="pangkat dan golongan")),
                        ("nik_sandi", models.TextField(blank=True, editable=False)),
                        (
                            "sebagai",
                            models.CharField(
                                choices=[
                                    ("TETAP", "Pejabat tetap"),
                                    ("Plt.", "Plt. (pelaksana tugas, jabatannya sedang kosong)"),
                                    ("Plh.", "Plh. (pelaksana harian, pejabatnya sedang tidak di tempat)"),
                                ],
                                default="TETAP",
                                max_length=5,
                                verbose_name="sebagai",
                            ),
                        ),
                        (
                            "mulai",
                            models.DateField(default=django.utils.timezone.localdate, verbose_name="hari pertama"),
                        ),
                        ("sampai", models.DateField(blank=True, null=True, verbose_name="hari terakhir")),
                        (
                            "akun",
                            models.ForeignKey(
                                blank=True,
                                limit_choices_to={"is_staff": True},
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="akun",
                            ),
                        ),
                        (
                            "jabatan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pejabat",
                                to="akun.jabatan",
                                verbose_name="jabatan",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "pejabat",
                        "verbose_name_plural": "pejabat",
                        "ordering": ("jabatan", "-mulai"),
                        "default_permissions": ("view", "add", "change"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("sampai", None), ("sampai__gte", models.F("mulai")), _connector="OR"
                                ),
                                name="pejabat_tidak_mundur",
                                violation_error_message="Tanggal berakhir tidak boleh sebelum tanggal mulai.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("sebagai", "TETAP"),
                                    models.Q(("sebagai__in", ("Plt.", "Plh.")), ("sampai__isnull", False)),
                                    _connector="OR",
                                ),
                                name="pengganti_berbatas",
                                violation_error_message="Pengganti (Plt. atau Plh.) harus punya hari terakhir.",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("sebagai", "TETAP")),
                                expressions=[
                                    (
                                        models.Func(
                                            models.F("jabatan"),
                                            models.F("jabatan"),
                                            models.Value("[]"),
                                            function="int8range",
                                        ),
                                        "&&",
                                    ),
                                    (
                                        models.Func(
                                            models.F("mulai"),
                                            models.F("sampai"),
                                            models.Value("[]"),
                                            function="daterange",
                                        ),
                                        "&&",
                                    ),
                                ],
                                name="satu_pejabat_sehari",
                                violation_error_message="Jabatan ini sudah dipegang orang lain pada tanggal itu.",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("sebagai__in", ("Plt.", "Plh."))),
                                expressions=[
                                    (
                                        models.Func(
                                            models.F("jabatan"),
                                            models.F("jabatan"),
                                            models.Value("[]"),
                                            function="int8range",
                                        ),
                                        "&&",
                                    ),
                                    (
                                        models.Func(
                                            models.F("mulai"),
                                            models.F("sampai"),
                                            models.Value("[]"),
                                            function="daterange",
                                        ),
                                        "&&",
                                    ),
                                ],
                                name="satu_pengganti_sehari",
                                violation_error_message="Jabatan ini sudah punya pengganti lain pada tanggal itu.",
                            ),
                        ],
                    },
                ),
            ],
        ),
        migrations.RunPython(ganti_pemilik("layanan", "akun"), ganti_pemilik("akun", "layanan")),
    ]
