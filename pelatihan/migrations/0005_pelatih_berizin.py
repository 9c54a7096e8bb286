from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("pelatihan", "0004_nilai_materi_spj")]

    operations = [
        migrations.AlterModelOptions(
            name="pelatihangkatan",
            options={
                "permissions": [("mengajar", "Mengajar pelatihan")],
                "verbose_name": "pelatih",
                "verbose_name_plural": "pelatih",
            },
        ),
    ]
