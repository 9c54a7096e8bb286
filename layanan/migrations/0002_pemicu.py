from django.db import migrations

from inti.triggers import abadi, pemicu

# What was published stays as it was: cases keep the version they were made with.
ISIAN = """
    IF EXISTS (SELECT FROM layanan_versiformulir WHERE id = COALESCE(NEW.versi_id, OLD.versi_id) AND keadaan <> 'DRAF')
       OR (TG_OP = 'UPDATE' AND EXISTS
           (SELECT FROM layanan_versiformulir WHERE id = OLD.versi_id AND keadaan <> 'DRAF'))
    THEN
        RAISE EXCEPTION 'Formulir yang sudah terbit tidak boleh diubah. Buat versi baru.';
    END IF;
    RETURN COALESCE(NEW, OLD);
"""
VERSI = """
    IF TG_OP = 'DELETE' THEN
        IF OLD.keadaan <> 'DRAF' THEN
            RAISE EXCEPTION 'Formulir yang sudah terbit tidak boleh dihapus.';
        END IF;
        RETURN OLD;
    END IF;
    IF OLD.keadaan = 'PENSIUN' OR (OLD.keadaan = 'TERBIT' AND (NEW.keadaan <> 'PENSIUN'
       OR to_jsonb(NEW) - 'keadaan' <> to_jsonb(OLD) - 'keadaan'))
    THEN
        RAISE EXCEPTION 'Formulir yang sudah terbit tidak boleh diubah, hanya dihentikan.';
    END IF;
    RETURN NEW;
"""
# A number changes twice in its life: the printed letter is kept beside it, and it may be voided, once.
NOMOR = """
    IF TG_OP = 'UPDATE' AND OLD.dibatalkan_pada IS NULL
       AND to_jsonb(NEW) - ARRAY['dibatalkan_pada', 'alasan_batal', 'naskah_id']
         = to_jsonb(OLD) - ARRAY['dibatalkan_pada', 'alasan_batal', 'naskah_id']
       AND (OLD.naskah_id IS NULL OR OLD.naskah_id = NEW.naskah_id)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'Nomor surat tidak boleh diubah atau dihapus, hanya dibatalkan satu kali.';
"""


class Migration(migrations.Migration):
    dependencies = [("layanan", "0001_initial")]

    operations = [
        abadi("layanan_riwayatpermohonan"),
        abadi("layanan_catatankerja"),
        pemicu("layanan_isian_tetap", "layanan_isianformulir", ISIAN, kejadian="INSERT OR UPDATE OR DELETE"),
        pemicu("layanan_versi_tetap", "layanan_versiformulir", VERSI),
        pemicu("layanan_nomor_tetap", "layanan_nomorsurat", NOMOR),
    ]
