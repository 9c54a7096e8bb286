from django.db import migrations

from inti.triggers import pemicu

# A paper changes once in its life: when it is revoked. Everything else about it stands as it was printed.
DOKUMEN = """
    IF TG_OP = 'UPDATE' AND OLD.dicabut_pada IS NULL AND NEW.dicabut_pada IS NOT NULL
       AND to_jsonb(NEW) - ARRAY['dicabut_pada', 'alasan_cabut', 'catatan_cabut', 'dicabut_oleh_id']
         = to_jsonb(OLD) - ARRAY['dicabut_pada', 'alasan_cabut', 'catatan_cabut', 'dicabut_oleh_id']
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'Dokumen yang sudah terbit tidak boleh diubah atau dihapus, hanya dicabut satu kali.';
"""


class Migration(migrations.Migration):
    dependencies = [("inti", "0001_initial")]

    operations = [pemicu("inti_dokumen_tetap", "inti_dokumen", DOKUMEN)]
