from django.db import migrations

from inti.triggers import abadi, pemicu

# What a reporter wrote, and who may know of it, never changes: moderation writes another text beside it.
ASLI = """
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'Laporan warga tidak boleh dihapus.';
    END IF;
    IF (NEW.isi, NEW.perihal, NEW.identitas, NEW.setuju_publik, NEW.nomor)
       IS DISTINCT FROM (OLD.isi, OLD.perihal, OLD.identitas, OLD.setuju_publik, OLD.nomor)
    THEN
        RAISE EXCEPTION 'Tulisan asli pelapor tidak boleh diubah.';
    END IF;
    RETURN NEW;
"""


class Migration(migrations.Migration):
    dependencies = [("aduan", "0001_awal")]

    operations = [
        abadi("aduan_riwayataduan"),
        abadi("aduan_tanggapan"),
        pemicu("aduan_asli_tetap", "aduan_aduan", ASLI),
    ]
