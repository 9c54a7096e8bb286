from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("layanan", "0010_jabatan_turun")]

    operations = [
        migrations.AddField(
            model_name="syaratlayanan",
            name="pelatihan",
            field=models.SlugField(
                blank=True,
                default="",
                help_text="Kode kurikulum, misalnya pembukuan-dasar.",
                max_length=60,
                verbose_name="lulus pelatihan",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="syaratlayanan",
            name="nama_pelatihan",
            field=models.CharField(blank=True, default="", max_length=120, verbose_name="nama pelatihan"),
            preserve_default=False,
        ),
        migrations.RemoveConstraint(model_name="syaratlayanan", name="syarat_satu_hal"),
        migrations.AddConstraint(
            model_name="syaratlayanan",
            constraint=models.CheckConstraint(
                condition=Q(pelatihan="", legalitas="", butuh__isnull=False)
                | (~Q(legalitas="") & Q(pelatihan="", butuh=None))
                | (~Q(pelatihan="") & Q(legalitas="", butuh=None)),
                name="syarat_satu_hal",
                violation_error_message="Pilih satu: surat, layanan lain, atau pelatihan.",
            ),
        ),
        migrations.AddConstraint(
            model_name="syaratlayanan",
            constraint=models.CheckConstraint(
                condition=(Q(pelatihan="") & Q(nama_pelatihan="")) | (~Q(pelatihan="") & ~Q(nama_pelatihan="")),
                name="syarat_pelatihan_bernama",
                violation_error_message="Isi kode dan nama pelatihan, atau kosongkan keduanya.",
            ),
        ),
    ]
