from django.db import migrations, models

MIME = ("image/jpeg", "application/pdf", "audio/mp4", "audio/mpeg", "audio/ogg", "audio/wav", "audio/amr")


class Migration(migrations.Migration):
    dependencies = [("inti", "0004_tautan")]

    operations = [
        migrations.RemoveConstraint(model_name="berkas", name="berkas_mime_dikenal"),
        migrations.AddConstraint(
            model_name="berkas",
            constraint=models.CheckConstraint(
                condition=models.Q(("mime__in", MIME)),
                name="berkas_mime_dikenal",
                violation_error_message="Berkas harus foto, PDF, atau rekaman suara.",
            ),
        ),
    ]
