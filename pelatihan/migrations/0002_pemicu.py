from django.db import migrations

from inti.triggers import abadi, pemicu

# Who sits on a seat is counted where it is written, in the same statement; the CHECK of the pool refuses one too many.
HITUNG = """
    IF TG_OP <> 'INSERT' AND OLD.kuota_id IS NOT NULL
       AND (TG_OP = 'DELETE' OR NEW.kuota_id IS DISTINCT FROM OLD.kuota_id)
    THEN
        UPDATE pelatihan_kuota SET terisi = terisi - 1 WHERE id = OLD.kuota_id;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF NEW.kuota_id IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.kuota_id IS DISTINCT FROM OLD.kuota_id) THEN
        UPDATE pelatihan_kuota SET terisi = terisi + 1 WHERE id = NEW.kuota_id AND angkatan_id = NEW.angkatan_id;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'Kuota itu milik angkatan lain.';
        END IF;
    END IF;
    RETURN NEW;
"""
TERISI = """
    IF pg_trigger_depth() < 2 AND (TG_OP = 'INSERT' AND NEW.terisi <> 0 OR TG_OP = 'UPDATE' AND NEW.terisi <> OLD.terisi)
    THEN
        RAISE EXCEPTION 'Kursi terisi hanya dihitung dari peserta.';
    END IF;
    RETURN NEW;
"""


class Migration(migrations.Migration):
    dependencies = [("pelatihan", "0001_initial")]

    operations = [
        abadi("pelatihan_riwayatangkatan"),
        abadi("pelatihan_riwayatpeserta"),
        abadi("pelatihan_tandahadir"),
        pemicu(
            "pelatihan_hitung_kursi",
            "pelatihan_peserta",
            HITUNG,
            kejadian="INSERT OR UPDATE OF kuota_id OR DELETE",
        ),
        pemicu("pelatihan_terisi_dihitung", "pelatihan_kuota", TERISI, kejadian="INSERT OR UPDATE"),
    ]
